package io.millrace.training.packing;

import java.util.List;

/**
 * Chunks that depend on each other: the consecutive pieces of one long sequence, or a standalone
 * chunk alone.
 *
 * @param chunks in the order of their forward passes
 */
public record ChunkGroup(List<Chunk> chunks) {

  /** Checks that each chunk goes on where the one before ended. */
  public ChunkGroup {
    chunks = List.copyOf(chunks);
    int past = 0;
    for (Chunk chunk : chunks) {
      if (chunk.past() != past) {
        throw new IllegalArgumentException(
            "a chunk with a past of " + chunk.past() + " positions follows " + past);
      }
      past += chunk.length();
    }
    if (chunks.isEmpty()) {
      throw new IllegalArgumentException("a group needs a chunk");
    }
  }

  /** Number of chunks. */
  public int size() {
    return chunks.size();
  }
}
