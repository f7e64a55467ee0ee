package io.millrace.training.cost;

import io.millrace.training.packing.Chunk;
import io.millrace.training.packing.ChunkGroup;
import io.millrace.training.packing.ChunkPacker;
import io.millrace.training.packing.FirstFitDecreasing;
import io.millrace.training.packing.Sequence;
import io.millrace.training.schedule.MicroBatches;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The micro-batches of a global batch as a simulation sees them.
 *
 * @param microBatches their groups
 * @param lengths of the micro-batches in tokens
 * @param pasts tokens of the same sequence in earlier micro-batches
 */
public record Workload(MicroBatches microBatches, List<Integer> lengths, List<Integer> pasts) {

  /** Copies the lists. */
  public Workload {
    lengths = List.copyOf(lengths);
    pasts = List.copyOf(pasts);
  }

  /**
   * One micro-batch a sequence, in the order given.
   *
   * @param lengths of the sequences in tokens, each at least 1
   */
  public static Workload ofSequences(List<Integer> lengths) {
    return new Workload(
        MicroBatches.independent(lengths.size()), lengths, Collections.nCopies(lengths.size(), 0));
  }

  /**
   * The chunks that the trainer makes of a global batch.
   *
   * @param lengths of the sequences in tokens, each at least 1
   * @param chunkTokens C, the most tokens of a chunk
   * @param order which groups go first
   */
  public static Workload ofChunks(List<Integer> lengths, int chunkTokens, GroupOrder order) {
    List<Sequence> sequences =
        IntStream.range(0, lengths.size()).mapToObj(i -> blank(i, lengths.get(i))).toList();
    List<ChunkGroup> groups =
        order.sort(new ChunkPacker(chunkTokens, new FirstFitDecreasing()).pack(sequences));
    List<Chunk> chunks = groups.stream().flatMap(group -> group.chunks().stream()).toList();
    return new Workload(
        new MicroBatches(groups.stream().map(ChunkGroup::size).toList()),
        chunks.stream().map(Chunk::length).toList(),
        chunks.stream().map(Chunk::past).toList());
  }

  private static Sequence blank(int index, int length) {
    int[] ids = new int[length];
    return new Sequence("sequence " + index, "und", 0, ids, ids);
  }

  /** Chunks of the largest group. */
  public int largestGroup() {
    return Collections.max(microBatches.groupSizes());
  }

  /** Tokens of all micro-batches. */
  public long tokens() {
    return lengths.stream().mapToLong(Integer::longValue).sum();
  }

  /** Tokens of the longest sequence that takes several chunks; 0 if there is none. */
  public long longestDependent() {
    return IntStream.range(0, lengths.size())
        .filter(i -> pasts.get(i) > 0)
        .mapToLong(i -> (long) pasts.get(i) + lengths.get(i))
        .max()
        .orElse(0);
  }
}
