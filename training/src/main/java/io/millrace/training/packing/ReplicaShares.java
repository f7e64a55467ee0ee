package io.millrace.training.packing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Divides the chunk groups of a global batch over replicas of a pipeline: the longest first, each
 * to the replica with the fewest tokens so far (longest processing time first; Graham, Bounds on
 * Multiprocessing Timing Anomalies, 1969). A group stays whole.
 */
public final class ReplicaShares {
  private ReplicaShares() {}

  /**
   * The groups of each replica, in the order they have in the batch; none where there are fewer
   * groups than replicas.
   *
   * @param groups of a global batch
   * @param replicas at least 1
   */
  public static List<List<ChunkGroup>> divide(List<ChunkGroup> groups, int replicas) {
    int[] replicaOf = new int[groups.size()];
    long[] tokens = new long[replicas];
    IntStream.range(0, groups.size())
        .boxed()
        .sorted(Comparator.comparing((Integer index) -> -tokens(groups.get(index))))
        .forEach(
            index -> {
              replicaOf[index] = leastLoaded(tokens);
              tokens[replicaOf[index]] += tokens(groups.get(index));
            });
    List<List<ChunkGroup>> shares = new ArrayList<>();
    for (int replica = 0; replica < replicas; replica++) {
      int own = replica;
      shares.add(
          IntStream.range(0, groups.size())
              .filter(index -> replicaOf[index] == own)
              .mapToObj(groups::get)
              .toList());
    }
    return shares;
  }

  private static long tokens(ChunkGroup group) {
    return group.chunks().stream().mapToLong(Chunk::length).sum();
  }

  private static int leastLoaded(long[] tokens) {
    int least = 0;
    for (int replica = 1; replica < tokens.length; replica++) {
      least = tokens[replica] < tokens[least] ? replica : least;
    }
    return least;
  }
}
