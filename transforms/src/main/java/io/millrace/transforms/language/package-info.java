/** Tells which language and script a text is in, and how sure that is. */
package io.millrace.transforms.language;
