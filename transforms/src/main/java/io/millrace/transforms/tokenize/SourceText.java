package io.millrace.transforms.tokenize;

/**
 * A text to be tokenized.
 *
 * @param id the document's id
 * @param url where it was captured; empty where that is unknown
 * @param language such as {@code deu_Latn}
 * @param clusterId the cluster of duplicates it stands for; its id where none was sought
 * @param clusterSize members of that cluster, at least 1
 * @param weight how often it counts in an epoch, at least 1
 * @param text any text
 */
public record SourceText(
    String id,
    String url,
    String language,
    String clusterId,
    long clusterSize,
    int weight,
    String text) {
  /** This text with another weight. */
  public SourceText withWeight(int weight) {
    return new SourceText(id, url, language, clusterId, clusterSize, weight, text);
  }
}
