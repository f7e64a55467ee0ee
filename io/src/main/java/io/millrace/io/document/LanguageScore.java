package io.millrace.io.document;

/**
 * How likely a text is in a language.
 *
 * @param label such as {@code deu_Latn} (ISO 639-3, ISO 15924)
 * @param score from 0 to 1
 */
public record LanguageScore(String label, double score) {}
