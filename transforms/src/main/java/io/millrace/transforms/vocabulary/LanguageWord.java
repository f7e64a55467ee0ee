package io.millrace.transforms.vocabulary;

/**
 * A word of a language.
 *
 * @param language such as {@code deu_Latn}
 * @param word as {@link io.millrace.io.tokenizer.bpe.WordPattern} cuts it, its leading blank
 *     included
 */
public record LanguageWord(String language, String word) {}
