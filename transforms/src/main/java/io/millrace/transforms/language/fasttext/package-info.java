/** Reads fastText models and predicts with them, in plain Java. */
package io.millrace.transforms.language.fasttext;
