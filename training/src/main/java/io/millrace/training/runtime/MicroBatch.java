package io.millrace.training.runtime;

import io.millrace.training.packing.Chunk;
import io.millrace.training.packing.ChunkGroup;
import io.millrace.training.schedule.MicroBatches;
import java.util.ArrayList;
import java.util.List;

/**
 * A chunk with its place in the global batch.
 *
 * @param index from 0, as schedules number micro-batches
 * @param group index of its chunk group, from 0
 * @param indexInGroup from 0
 * @param groupSize number of chunks of its group
 * @param chunk what is computed
 */
public record MicroBatch(int index, int group, int indexInGroup, int groupSize, Chunk chunk) {

  /** Numbers the chunks of a global batch through. */
  public static List<MicroBatch> number(List<ChunkGroup> groups) {
    List<MicroBatch> numbered = new ArrayList<>();
    for (int group = 0; group < groups.size(); group++) {
      List<Chunk> chunks = groups.get(group).chunks();
      for (int i = 0; i < chunks.size(); i++) {
        numbered.add(new MicroBatch(numbered.size(), group, i, chunks.size(), chunks.get(i)));
      }
    }
    return numbered;
  }

  /** What schedules need to know of a global batch. */
  public static MicroBatches shape(List<ChunkGroup> groups) {
    return new MicroBatches(groups.stream().map(ChunkGroup::size).toList());
  }

  /** Whether a later chunk of the group follows. */
  boolean hasFollower() {
    return indexInGroup + 1 < groupSize;
  }
}
