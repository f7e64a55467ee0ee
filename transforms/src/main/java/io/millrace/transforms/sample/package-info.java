/** A few of the documents that rules decided against, for people to look at. */
package io.millrace.transforms.sample;
