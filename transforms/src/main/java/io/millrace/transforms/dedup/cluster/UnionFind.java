package io.millrace.transforms.dedup.cluster;

import io.millrace.transforms.share.Hash128;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The connected components of the edges seen so far, in memory (Tarjan and van Leeuwen 1984, path
 * halving). A component's root is its smallest node.
 */
public final class UnionFind {
  private final Map<Hash128, Hash128> parents = new HashMap<>();

  /** Joins the components of two nodes. */
  public void union(Hash128 a, Hash128 b) {
    Hash128 rootA = root(a);
    Hash128 rootB = root(b);
    int order = rootA.compareTo(rootB);
    if (order < 0) {
      parents.put(rootB, rootA);
    } else if (order > 0) {
      parents.put(rootA, rootB);
    }
  }

  /** The smallest node of a node's component: itself if it was not seen before. */
  public Hash128 root(Hash128 node) {
    Hash128 current = node;
    Hash128 parent = parents.computeIfAbsent(current, n -> n);
    while (!parent.equals(current)) {
      Hash128 grandparent = parents.get(parent);
      parents.put(current, grandparent);
      current = grandparent;
      parent = parents.get(current);
    }
    return current;
  }

  /** Nodes seen so far. */
  public int size() {
    return parents.size();
  }

  /** Hands over every node with its root, and forgets all. */
  public void drain(BiConsumer<Hash128, Hash128> output) {
    parents.keySet().forEach(node -> output.accept(node, root(node)));
    parents.clear();
  }
}
