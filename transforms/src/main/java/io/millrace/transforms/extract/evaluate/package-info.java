/** Scores of extracted text against annotated pages. */
package io.millrace.transforms.extract.evaluate;
