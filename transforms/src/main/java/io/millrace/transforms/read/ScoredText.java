package io.millrace.transforms.read;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A text whose language was identified.
 *
 * @param language such as {@code deu_Latn}
 * @param score of the identification, from 0 to 1; empty where it is not known
 * @param text any text
 */
public record ScoredText(String language, OptionalDouble score, String text) {
  /** Rejects missing parts. */
  public ScoredText {
    Objects.requireNonNull(language, "language");
    Objects.requireNonNull(score, "score");
    Objects.requireNonNull(text, "text");
  }
}
