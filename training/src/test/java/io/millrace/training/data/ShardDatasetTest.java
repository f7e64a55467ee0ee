package io.millrace.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.io.manifest.DataFile;
import io.millrace.io.manifest.Manifest;
import io.millrace.io.tokenizer.ByteTokenizer;
import io.millrace.training.packing.Sequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardDatasetTest {
  private static final int ROWS = 7 + 5;

  @TempDir static Path folder;

  @BeforeAll
  static void writeTwoShardsWithRowGroupsOfThree() {
    Shards.write(folder, List.of(texts(7), texts(5)), texts(2), 3);
  }

  private static List<String> texts(int count) {
    return IntStream.range(0, count).mapToObj(i -> "é" + "x".repeat(i)).toList();
  }

  @Test
  void rowsComeByShardRowGroupAndRow() throws IOException {
    try (ShardDataset dataset = open()) {
      assertThat(ids(dataset, ROWS))
          .startsWith("train/part-0-0", "train/part-0-1")
          .containsSubsequence("train/part-0-6", "train/part-1-0")
          .endsWith("train/part-1-4");
      assertThat(dataset.position()).isEqualTo(new DataPosition(0, 1, 1, 2));
    }
  }

  @Test
  void aRowHasItsTokensBytesAndLanguage() throws IOException {
    try (ShardDataset dataset = open()) {
      dataset.next();
      Row row = dataset.next();
      assertThat(row.tokens()).containsExactly(0xC3, 0xA9, 'x', 256);
      assertThat(row.bytes()).isEqualTo(3);
      assertThat(row.language()).isEqualTo("deu_Latn");
    }
  }

  @Test
  void idsOutsideTheVocabularyAreFoundBeforeARowIsRead() throws IOException {
    try (ShardDataset dataset = open()) {
      dataset.requireIdsWithin(257);
      assertThatThrownBy(() -> dataset.requireIdsWithin(256))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("part-0.parquet: row group 0 has token id 256")
          .hasMessageContaining("the vocabulary has 256 ids, 0 to 255");
    }
  }

  @Test
  void theRowGroupWithTheFirstIdOutsideTheVocabularyIsNamed(@TempDir Path other)
      throws IOException {
    Shard shard =
        new Shard(
            other.resolve("made.parquet"),
            "",
            9,
            List.of(3L, 3L, 3L),
            List.of(
                Optional.of(new Shard.IdRange(0, 9)),
                Optional.empty(),
                Optional.of(new Shard.IdRange(-4, 9))));
    assertThatThrownBy(() -> shard.requireIdsWithin(10))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("made.parquet: row group 2 has token id -4");
  }

  @Test
  void afterTheLastRowTheDataStartsAgain() throws IOException {
    try (ShardDataset dataset = open()) {
      List<String> twice = ids(dataset, 2 * ROWS);
      assertThat(twice.subList(ROWS, 2 * ROWS)).isEqualTo(twice.subList(0, ROWS));
      assertThat(dataset.position().epoch()).isEqualTo(1);
    }
  }

  @Test
  void everyPositionIsFoundAgain() throws IOException {
    try (ShardDataset straight = open();
        ShardDataset resumed = open()) {
      for (int row = 0; row < 2 * ROWS; row++) {
        DataPosition position = straight.position();
        resumed.seek(position);
        assertThat(resumed.next().id()).as("%s", position).isEqualTo(straight.next().id());
      }
    }
  }

  @Test
  void theNumberOfReadersChangesNothing() throws IOException {
    for (int readers : new int[] {1, 3, 8}) {
      try (ShardDataset usual = open();
          ShardDataset other = open(readers)) {
        ids(usual, 8);
        other.seek(usual.position());
        assertThat(ids(other, 3 * ROWS)).isEqualTo(ids(usual, 3 * ROWS));
        assertThat(other.position()).isEqualTo(usual.position());
      }
    }
  }

  @Test
  void moreRowsThanReadersHoldComeInOrder(@TempDir Path other) throws IOException {
    Shards.write(other, List.of(texts(1000), texts(700)), texts(1), 100);
    List<String> expected = new ArrayList<>();
    for (int row = 0; row < 1700; row++) {
      expected.add("train/part-" + (row < 1000 ? "0-" + row : "1-" + (row - 1000)));
    }
    try (ShardDataset dataset = ShardDataset.open(other, files(other), 2)) {
      assertThat(ids(dataset, 1700)).isEqualTo(expected);
      dataset.seek(new DataPosition(0, 0, 7, 65));
      assertThat(ids(dataset, 2)).isEqualTo(expected.subList(765, 767));
    }
  }

  @Test
  void closingInTheMidstStopsReadersAndFreesAllMemory(@TempDir Path other) throws IOException {
    Shards.write(other, List.of(texts(1000), texts(1000)), texts(1), 100);
    BufferAllocator allocator = new RootAllocator();
    ShardDataset dataset = ShardDataset.open(ShardFiles.onDisk(other), files(other), 2, allocator);
    ids(dataset, 150);
    dataset.seek(new DataPosition(0, 1, 2, 3));
    ids(dataset, 150);

    // Would throw if a batch were left.
    dataset.close();

    assertThat(allocator.getAllocatedMemory()).isZero();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("read-part-"));
  }

  @Test
  void aShardDamagedAfterItWasListedFailsWhereItsRowsWouldComeAndAgain(@TempDir Path other)
      throws IOException {
    Shards.write(other, List.of(texts(7), texts(5)), texts(2), 3);
    try (ShardDataset dataset = ShardDataset.open(other, files(other), 2)) {
      Files.delete(other.resolve("train/part-1.parquet"));
      assertThat(ids(dataset, 7)).hasSize(7);
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(dataset::next)
            .isInstanceOf(IOException.class)
            .hasMessageContaining("part-1.parquet");
      }
    }
  }

  @Test
  void aPositionThatTheDataDoesNotHaveIsRefused() throws IOException {
    try (ShardDataset dataset = open()) {
      assertThatThrownBy(() -> dataset.seek(new DataPosition(0, 9, 0, 0)))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void longSequencesAreCutAndCounted() throws IOException {
    try (ShardDataset dataset = open()) {
      SequenceReader reader = new SequenceReader(dataset, 4, 257, 256);
      List<Sequence> sequences = reader.next(7);
      assertThat(sequences).extracting(Sequence::length).containsExactly(3, 4, 4, 4, 4, 4, 4);
      assertThat(reader.cutSequences()).isEqualTo(5);
      assertThat(reader.cutTokens()).isEqualTo(1 + 2 + 3 + 4 + 5);
    }
  }

  @Test
  void heldOutDocumentsAreSplitAndNothingIsLost() throws IOException {
    try (ShardDataset dataset = open()) {
      SequenceReader reader = new SequenceReader(dataset, 4, 257, 256);
      dataset.seek(new DataPosition(0, 0, 2, 0));
      List<Sequence> windows = reader.nextWhole();
      assertThat(windows).extracting(Sequence::length).containsExactly(4, 4, 1);
      assertThat(windows).extracting(Sequence::bytes).containsExactly(8L, 0L, 0L);
    }
  }

  @Test
  void anIdOutsideTheVocabularyNamesTheDocument() throws IOException {
    try (ShardDataset dataset = open()) {
      SequenceReader reader = new SequenceReader(dataset, 4, 200, 199);
      assertThatThrownBy(() -> reader.next(7))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("train/part-0-0")
          .hasMessageContaining("vocabulary");
    }
  }

  @Test
  void idsAtBothEndsOfTheVocabularyPassAndThoseBeyondAreNamed(@TempDir Path other)
      throws IOException {
    Shards.write(other, List.of(List.of("\0")), List.of("x"), 3);
    try (ShardDataset dataset = ShardDataset.open(other, files(other), 1)) {
      assertThat(new SequenceReader(dataset, 4, 257, 256).next(1).get(0).labels())
          .containsExactly(0, 256);
      assertThatThrownBy(() -> new SequenceReader(dataset, 4, 256, 255).next(1))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("token id 256; the vocabulary has 0 to 255");
    }
  }

  @Test
  void batchesHaveFewerRowsWhereDocumentsAreLong() {
    assertThat(ShardReader.batchRows(shard(1000, 100_000))).isEqualTo(1024);
    assertThat(ShardReader.batchRows(shard(1000, 1_024_000))).isEqualTo(512);
    assertThat(ShardReader.batchRows(shard(10, 10_000_000))).isEqualTo(1);
    assertThat(ShardReader.batchRows(shard(0, 0))).isEqualTo(1);
  }

  private static Shard shard(long rows, long tokens) {
    return new Shard(Path.of("made.parquet"), "", tokens, List.of(rows), List.of(Optional.empty()));
  }

  @Test
  void shardsWithoutRowsArePassedOver(@TempDir Path other) throws IOException {
    List<String> none = List.of();
    Shards.write(other, List.of(none, texts(2), none, none, texts(1), none), texts(1), 3);
    for (int readers : new int[] {1, 3}) {
      try (ShardDataset dataset = ShardDataset.open(other, files(other), readers)) {
        assertThat(ids(dataset, 4))
            .containsExactly(
                "train/part-1-0", "train/part-1-1", "train/part-4-0", "train/part-1-0");
        dataset.seek(new DataPosition(0, 2, 0, 0));
        assertThat(ids(dataset, 1)).containsExactly("train/part-4-0");
      }
    }
  }

  @Test
  void aShardWithFewerRowsThanTheManifestSaysIsNamed(@TempDir Path other) throws IOException {
    Shards.write(other, List.of(texts(2), List.of()), texts(1), 3);
    List<DataFile> claimed =
        files(other).stream()
            .map(file -> new DataFile(file.path(), 2, 0, file.bytes(), file.sha256()))
            .toList();
    assertThatThrownBy(() -> ShardDataset.open(other, claimed, 2))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("part-1.parquet: has 0 rows, the manifest says 2");
  }

  @Test
  void noShardsAreRefused() {
    assertThatThrownBy(() -> ShardDataset.open(folder, List.of(), 2))
        .hasMessageContaining("no rows");
  }

  @Test
  void aFileThatIsNoParquetIsNamed(@TempDir Path other) throws IOException {
    Files.writeString(other.resolve("broken.parquet"), "not a shard");
    assertThatThrownBy(
            () ->
                ShardDataset.open(other, List.of(new DataFile("broken.parquet", 1, 1, 11, "")), 2))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("broken.parquet");
  }

  @Test
  void aTruncatedShardIsNamed(@TempDir Path other) throws IOException {
    Shards.write(other, List.of(texts(7), texts(5)), texts(2), 3);
    Path shard = other.resolve("train/part-1.parquet");
    byte[] bytes = Files.readAllBytes(shard);
    Files.write(shard, Arrays.copyOf(bytes, bytes.length - 1));

    assertThatThrownBy(() -> ShardDataset.open(other, files(other), 2))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("part-1.parquet")
        .hasMessageContaining(String.valueOf(bytes.length));
  }

  @Test
  void aShardWithAnotherChecksumIsNamedBeforeItsFirstRow(@TempDir Path other) throws IOException {
    Shards.write(other, List.of(texts(7), texts(5)), texts(2), 3);
    Path shard = other.resolve("train/part-1.parquet");
    byte[] bytes = Files.readAllBytes(shard);
    bytes[4] ^= 1;
    Files.write(shard, bytes);

    try (ShardDataset dataset = ShardDataset.open(other, files(other), 2)) {
      assertThat(ids(dataset, 7)).hasSize(7);
      assertThatThrownBy(dataset::next)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("part-1.parquet")
          .hasMessageContaining("checksum");
    }
  }

  @Test
  void entropyIsThatOfTheBytes() throws IOException {
    assertThat(ByteEntropy.entropy(new long[] {1, 1, 2})).isCloseTo(1.5, within(1e-12));
    try (ShardDataset dataset = open()) {
      // 12 texts with 31 x in all, and é's two bytes each.
      double x = 31.0 / 55;
      double half = 12.0 / 55;
      double expected = -(x * Math.log(x) + 2 * half * Math.log(half)) / Math.log(2);
      assertThat(ByteEntropy.ofTexts(dataset, new ByteTokenizer(), Long.MAX_VALUE))
          .isCloseTo(expected, within(1e-12));
    }
  }

  private static ShardDataset open() throws IOException {
    return open(2);
  }

  private static ShardDataset open(int readers) throws IOException {
    return ShardDataset.open(folder, files(folder), readers);
  }

  private static List<DataFile> files(Path folder) throws IOException {
    Path file = folder.resolve(Manifest.FILE_NAME);
    return Manifest.fromJson(Files.readAllBytes(file), file.toString()).files().stream()
        .filter(described -> described.path().startsWith("train/"))
        .toList();
  }

  private static List<String> ids(ShardDataset dataset, int count) throws IOException {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(dataset.next().id());
    }
    return ids;
  }
}
