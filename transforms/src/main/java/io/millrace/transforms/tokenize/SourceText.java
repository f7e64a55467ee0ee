package io.millrace.transforms.tokenize;

/**
 * A text to be tokenized.
 *
 * @param id the document's id
 * @param language such as {@code deu_Latn}
 * @param clusterId the cluster of duplicates it stands for; its id where none was sought
 * @param text any text
 */
public record SourceText(String id, String language, String clusterId, String text) {}
