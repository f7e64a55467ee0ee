/** Filters that others write: found on the class path, named by an option, run as stages. */
package io.millrace.transforms.filter;
