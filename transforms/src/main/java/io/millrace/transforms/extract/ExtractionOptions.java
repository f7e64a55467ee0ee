package io.millrace.transforms.extract;

import java.io.Serializable;

/**
 * Settings of a {@link TextExtractor}.
 *
 * @param minContentProbability the least probability of being main content at which a block is
 *     kept, 0 to 1; higher values trade recall for precision
 * @param maxNesting elements nested deeper than this are read as if they stood at this depth, at
 *     least 1
 * @param scope what of a page is its text
 */
public record ExtractionOptions(double minContentProbability, int maxNesting, Scope scope)
    implements Serializable {
  /** What of a page is its text. */
  public enum Scope {
    /** What is likely to be main content. */
    MAIN_CONTENT,
    /** All that it shows. */
    WHOLE_PAGE
  }

  /** Best F1 on the pages that the weights were fitted to, and jsoup's own limit. */
  private static final ExtractionOptions DEFAULTS =
      new ExtractionOptions(0.45, 512, Scope.MAIN_CONTENT);

  /** Checks the ranges. */
  public ExtractionOptions {
    if (!(minContentProbability >= 0 && minContentProbability <= 1)) {
      throw new IllegalArgumentException(
          "minContentProbability is " + minContentProbability + "; give 0 to 1");
    }
    if (maxNesting < 1) {
      throw new IllegalArgumentException("maxNesting is " + maxNesting + "; give at least 1");
    }
  }

  /** The settings to start from. */
  public static ExtractionOptions defaults() {
    return DEFAULTS;
  }

  /** These settings with another {@link #minContentProbability()}. */
  public ExtractionOptions withMinContentProbability(double probability) {
    return new ExtractionOptions(probability, maxNesting, scope);
  }

  /** These settings with another {@link #maxNesting()}. */
  public ExtractionOptions withMaxNesting(int elements) {
    return new ExtractionOptions(minContentProbability, elements, scope);
  }

  /** These settings, for all that pages show. */
  public ExtractionOptions withoutSelection() {
    return new ExtractionOptions(minContentProbability, maxNesting, Scope.WHOLE_PAGE);
  }
}
