package io.millrace.training.packing;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns the sequences of a global batch into chunks (ChunkFlow, 2503.02356, Algorithm 1): longer
 * ones are cut into dependent chunks, shorter ones share standalone chunks.
 */
public final class ChunkPacker {
  private final int chunkTokens;
  private final BinPacker binPacker;

  /**
   * @param chunkTokens C, the most positions of a chunk, at least 1
   * @param binPacker decides which short sequences share a chunk
   */
  public ChunkPacker(int chunkTokens, BinPacker binPacker) {
    if (chunkTokens < 1) {
      throw new IllegalArgumentException("chunkTokens must be at least 1, not " + chunkTokens);
    }
    this.chunkTokens = chunkTokens;
    this.binPacker = binPacker;
  }

  /**
   * Packs a global batch.
   *
   * @param sequences of any lengths
   * @return the dependent groups in the order of their sequences, then the standalone chunks
   */
  public List<ChunkGroup> pack(List<Sequence> sequences) {
    List<ChunkGroup> groups = new ArrayList<>();
    List<Sequence> shorter = new ArrayList<>();
    for (Sequence sequence : sequences) {
      if (sequence.length() > chunkTokens) {
        groups.add(cut(sequence));
      } else {
        shorter.add(sequence);
      }
    }
    int[] sizes = shorter.stream().mapToInt(Sequence::length).toArray();
    for (List<Integer> bin : binPacker.pack(sizes, chunkTokens)) {
      List<Piece> pieces = bin.stream().map(item -> Piece.whole(shorter.get(item))).toList();
      groups.add(new ChunkGroup(List.of(new Chunk(pieces))));
    }
    return groups;
  }

  private ChunkGroup cut(Sequence sequence) {
    List<Chunk> chunks = new ArrayList<>();
    for (int start = 0; start < sequence.length(); start += chunkTokens) {
      int length = Math.min(chunkTokens, sequence.length() - start);
      chunks.add(new Chunk(List.of(new Piece(sequence, start, length))));
    }
    return new ChunkGroup(chunks);
  }
}
