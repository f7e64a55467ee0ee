package io.millrace.training.data;

import io.millrace.io.manifest.DataFile;
import io.millrace.io.manifest.Manifest;
import io.millrace.io.manifest.TokenizerInfo;
import io.millrace.io.shard.ShardSchema;
import io.millrace.io.shard.ShardWriter;
import io.millrace.io.tokenizer.ByteTokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecordBuilder;

/** Writes small data sets as {@code millrace rebalance} would. */
public final class Shards {
  private static final ByteTokenizer TOKENIZER = new ByteTokenizer();

  private Shards() {}

  /**
   * Writes a data set of byte tokens.
   *
   * @param folder of the data set
   * @param trainFiles texts by file; rows get ids {@code <file>-<row>}
   * @param validation texts held out
   * @param rowGroupRows rows of a row group
   */
  public static void write(
      Path folder, List<List<String>> trainFiles, List<String> validation, int rowGroupRows) {
    List<DataFile> files = new ArrayList<>();
    for (int file = 0; file < trainFiles.size(); file++) {
      files.add(write(folder, "train/part-" + file, trainFiles.get(file), rowGroupRows));
    }
    if (!validation.isEmpty()) {
      files.add(write(folder, "validation/part-0", validation, rowGroupRows));
    }
    Manifest manifest =
        new Manifest(
            ShardSchema.FORMAT_VERSION,
            "shards",
            1,
            "test",
            "2026-01-01T00:00:00Z",
            "development",
            new TreeMap<>(),
            List.of(),
            new TokenizerInfo(
                TOKENIZER.kind(),
                TOKENIZER.vocabularySize(),
                TOKENIZER.boundaryId(),
                TOKENIZER.sha256()),
            new TreeMap<>(),
            Map.of(),
            files);
    try {
      Files.writeString(folder.resolve(Manifest.FILE_NAME), manifest.toJson());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DataFile write(Path folder, String name, List<String> texts, int rowGroupRows) {
    Path file = folder.resolve(name + ".parquet");
    try {
      Files.createDirectories(file.getParent());
      ShardWriter writer =
          new ShardWriter(Files.newOutputStream(file), ShardSchema.SEQUENCE, rowGroupRows);
      for (int row = 0; row < texts.size(); row++) {
        byte[] bytes = texts.get(row).getBytes(StandardCharsets.UTF_8);
        int[] tokens = Arrays.copyOf(TOKENIZER.encode(texts.get(row)), bytes.length + 1);
        tokens[bytes.length] = TOKENIZER.boundaryId();
        writer.write(
            new GenericRecordBuilder(ShardSchema.SEQUENCE.avro())
                .set("input_ids", Arrays.stream(tokens).boxed().toList())
                .set("bytes", (long) bytes.length)
                .set("id", name + "-" + row)
                .set("language", row % 2 == 0 ? "eng_Latn" : "deu_Latn")
                .set("copy", 0)
                .set("phase", 0)
                .build());
      }
      writer.close();
      return new DataFile(
          folder.relativize(file).toString(), writer.rows(), 0, writer.bytes(), writer.sha256());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
