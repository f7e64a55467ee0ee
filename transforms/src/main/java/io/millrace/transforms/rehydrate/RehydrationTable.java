package io.millrace.transforms.rehydrate;

/**
 * FineWeb2's simple weights by cluster size (arXiv 2506.20920): 1, 2, 3 and 3 for sizes 1 to 4, 5
 * up to 99, 8 up to 999, and 1 from 1,000 on, where texts are rather boilerplate than good.
 */
public final class RehydrationTable {
  private RehydrationTable() {}

  /**
   * How often a document counts.
   *
   * @param clusterSize members of its cluster, at least 1
   */
  public static int weight(long clusterSize) {
    if (clusterSize <= 3) {
      return (int) clusterSize;
    }
    if (clusterSize == 4) {
      return 3;
    }
    if (clusterSize < 100) {
      return 5;
    }
    return clusterSize < 1000 ? 8 : 1;
  }
}
