package io.millrace.transforms.dedup.cluster;

import io.millrace.transforms.share.Hash128;
import java.util.Collection;
import java.util.function.BiConsumer;

/**
 * The two operations that turn a graph into one star a component, its centre the smallest node
 * (Kiveris et al., <i>Connected Components in MapReduce and Beyond</i>, SoCC 2014, section 3). Done
 * at all nodes at once and in turns, they keep components together and arrive in few rounds.
 */
final class Stars {
  private Stars() {}

  /**
   * Connects a node's larger neighbours to the smallest of the node and all its neighbours.
   *
   * @param output takes edges, the larger node first
   */
  static void largeStar(
      Hash128 node, Collection<Hash128> neighbours, BiConsumer<Hash128, Hash128> output) {
    Hash128 smallest = neighbours.stream().reduce(node, Hash128::min);
    for (Hash128 neighbour : neighbours) {
      if (neighbour.compareTo(node) > 0) {
        output.accept(neighbour, smallest);
      }
    }
  }

  /**
   * Connects a node and its smaller neighbours to the smallest of them.
   *
   * @param smaller the node's smaller neighbours, at least one
   * @param output takes edges, the larger node first
   */
  static void smallStar(
      Hash128 node, Collection<Hash128> smaller, BiConsumer<Hash128, Hash128> output) {
    Hash128 smallest = smaller.stream().reduce(node, Hash128::min);
    output.accept(node, smallest);
    for (Hash128 neighbour : smaller) {
      if (!neighbour.equals(smallest)) {
        output.accept(neighbour, smallest);
      }
    }
  }
}
