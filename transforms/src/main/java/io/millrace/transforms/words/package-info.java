/** Cuts text of any language into words and marks. */
package io.millrace.transforms.words;
