package io.millrace.training.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkPackerTest {
  private static final int BOUNDARY = 256;

  @Test
  void cutsALongSequenceIntoDependentChunksAndARest() {
    List<ChunkGroup> groups = pack(4, sequence("long", 10));

    assertThat(groups).hasSize(1);
    assertThat(groups.get(0).chunks()).extracting(Chunk::length).containsExactly(4, 4, 2);
    assertThat(groups.get(0).chunks()).extracting(Chunk::past).containsExactly(0, 4, 8);
    assertThat(groups.get(0).chunks().get(2).positions()).containsExactly(8, 9);
  }

  @Test
  void aSequenceOfExactlyAChunkStandsAlone() {
    List<ChunkGroup> groups = pack(4, sequence("exact", 4));

    assertThat(groups).singleElement().extracting(ChunkGroup::size).isEqualTo(1);
  }

  @Test
  void positionsAndSegmentsRestartAtEachDocumentOfAStandaloneChunk() {
    Chunk chunk = pack(8, sequence("a", 3), sequence("b", 4)).get(0).chunks().get(0);

    assertThat(chunk.positions()).containsExactly(0, 1, 2, 3, 0, 1, 2);
    assertThat(chunk.segments()).containsExactly(0, 0, 0, 0, 1, 1, 1);
    assertThat(chunk.past()).isZero();
  }

  @Test
  void everyDocumentIsPredictedWhollyAndFromNothingOfAnother() {
    Sequence first = Sequence.ofDocument("a", "und_Zzzz", 2, new int[] {7, 8, BOUNDARY}, BOUNDARY);
    Sequence second = Sequence.ofDocument("b", "und_Zzzz", 1, new int[] {9, BOUNDARY}, BOUNDARY);

    Chunk chunk = pack(8, first, second).get(0).chunks().get(0);

    assertThat(chunk.inputs()).containsExactly(BOUNDARY, 7, 8, BOUNDARY, 9);
    assertThat(chunk.labels()).containsExactly(7, 8, BOUNDARY, 9, BOUNDARY);
  }

  @Test
  void everyPositionIsInExactlyOneChunkInOrder() {
    Random random = new Random(11);
    for (int trial = 0; trial < 100; trial++) {
      int chunkTokens = 1 + random.nextInt(30);
      List<Sequence> sequences = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        sequences.add(sequence("document-" + i, 1 + random.nextInt(80)));
      }
      Map<String, Integer> next = new HashMap<>();
      for (ChunkGroup group :
          new ChunkPacker(chunkTokens, new FirstFitDecreasing()).pack(sequences)) {
        for (Chunk chunk : group.chunks()) {
          assertThat(chunk.length()).isBetween(1, chunkTokens);
          for (Piece piece : chunk.pieces()) {
            int expected = next.getOrDefault(piece.sequence().id(), 0);
            assertThat(piece.start()).isEqualTo(expected);
            next.put(piece.sequence().id(), expected + piece.length());
          }
        }
      }
      assertThat(sequences)
          .allSatisfy(sequence -> assertThat(next.get(sequence.id())).isEqualTo(sequence.length()));
    }
  }

  @Test
  void countsOnlyTrainedPositions() {
    Sequence sequence =
        new Sequence("a", "und_Zzzz", 3, new int[] {1, 2, 3}, new int[] {Sequence.UNTRAINED, 3, 4});

    assertThat(pack(4, sequence).get(0).chunks().get(0).trainedTokens()).isEqualTo(2);
  }

  @Test
  void aPieceWithAPastSharesNoChunk() {
    Sequence sequence = sequence("long", 10);
    assertThatThrownBy(
            () -> new Chunk(List.of(Piece.whole(sequence("short", 2)), new Piece(sequence, 4, 4))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<ChunkGroup> pack(int chunkTokens, Sequence... sequences) {
    return new ChunkPacker(chunkTokens, new FirstFitDecreasing()).pack(List.of(sequences));
  }

  private static Sequence sequence(String id, int length) {
    return Sequence.ofDocument(id, "und_Zzzz", length, new int[length], BOUNDARY);
  }
}
