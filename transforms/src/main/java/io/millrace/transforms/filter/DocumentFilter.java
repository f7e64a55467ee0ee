package io.millrace.transforms.filter;

import io.millrace.io.document.Document;
import io.millrace.transforms.quality.Verdict;
import java.util.Map;

/**
 * A rule of one's own over documents, a stage of {@code curate} where {@code --filter} names it.
 *
 * <p>Implementations are public classes with a public constructor without parameters, named in a
 * jar's {@code META-INF/services/io.millrace.transforms.filter.DocumentFilter}; see {@code
 * docs/extending.md}. Each worker thread makes an instance of its own. What it decides must follow
 * from the document and the thresholds alone, or equal runs differ.
 */
public interface DocumentFilter {
  /**
   * The name by which {@code --filter} asks for it, and the stage's name in dropped rows and
   * counts: lower-case ASCII letters, digits and {@code _}, a letter first.
   */
  String name();

  /**
   * Which of its versions this is; to be changed with any change of what it decides. Manifests tell
   * it, and a run by another version is another run.
   */
  String version();

  /**
   * The numbers that the filter compares with, by their names in camel case, each with its default.
   */
  default Map<String, Double> thresholds() {
    return Map.of();
  }

  /**
   * Judges a document. Whatever this throws makes a dead letter of it.
   *
   * @param document deduplicated and judged by the quality rules, not yet repaired and redacted
   * @param thresholds all of {@link #thresholds()}, with the values that the run asks for
   * @return {@link Verdict#KEPT}, or why the document is dropped: what was measured, its value, and
   *     the threshold; see {@link Verdict#atMost} and {@link Verdict#atLeast}
   */
  Verdict judge(Document document, Map<String, Double> thresholds);
}
