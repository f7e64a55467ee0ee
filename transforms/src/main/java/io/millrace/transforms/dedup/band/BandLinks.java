package io.millrace.transforms.dedup.band;

import io.millrace.transforms.share.Hash128;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Which documents of a band are near-duplicates: a star for each component of those similar enough,
 * its centre the smallest id. Comparing with one centre alone would lose pairs of which the centre
 * is similar to one only; documents already in one component are not compared again, so that a band
 * of copies takes a comparison a document.
 *
 * @param threshold the least estimated Jaccard similarity of a pair
 */
record BandLinks(double threshold) implements Serializable {
  /**
   * @param members of a band, in any order
   * @param output takes the pairs, the larger id first
   */
  void link(List<BandMember> members, BiConsumer<Hash128, Hash128> output) {
    List<BandMember> sorted = new ArrayList<>(members);
    sorted.sort(Comparator.comparing(BandMember::id));
    int[] parents = new int[sorted.size()];
    for (int i = 0; i < parents.length; i++) {
      parents[i] = i;
      for (int j = 0; j < i; j++) {
        int rootI = root(parents, i);
        int rootJ = root(parents, j);
        if (rootI != rootJ && similar(sorted.get(i), sorted.get(j))) {
          parents[Math.max(rootI, rootJ)] = Math.min(rootI, rootJ);
        }
      }
    }
    for (int i = 0; i < parents.length; i++) {
      int root = root(parents, i);
      if (root != i) {
        output.accept(sorted.get(i).id(), sorted.get(root).id());
      }
    }
  }

  /** Whether two documents that share a band are near-duplicates. */
  boolean similar(BandMember a, BandMember b) {
    return a.sketch().similarity(b.sketch()) >= threshold;
  }

  private static int root(int[] parents, int index) {
    int root = index;
    while (parents[root] != root) {
      parents[root] = parents[parents[root]];
      root = parents[root];
    }
    return root;
  }
}
