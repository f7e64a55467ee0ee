package io.millrace.transforms.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.io.document.Document;
import io.millrace.io.document.LanguageScore;
import io.millrace.io.shard.ShardReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteShardsTest {
  @TempDir Path folder;

  @Test
  void filesAreNamedByLanguageAndNumberAndHoldTheirRowsInHashOrder() {
    List<Document> documents = documents();
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());

    PAssert.that(write(pipeline, documents, 600))
        .satisfies(
            files -> {
              Map<String, List<String>> ids = idsByPath(files);
              assertThat(ids.keySet())
                  .contains("documents/language=tha_Thai/part-00000-of-00001.parquet")
                  .filteredOn(path -> path.contains("deu_Latn"))
                  .hasSizeGreaterThan(2);
              assertThat(ids.values())
                  .allSatisfy(
                      list ->
                          assertThat(list)
                              .isSortedAccordingTo(
                                  (a, b) ->
                                      Long.compareUnsigned(
                                          RowOrder.of(a, 0, 0), RowOrder.of(b, 0, 0))));
              assertThat(ids.values().stream().flatMap(List::stream))
                  .containsExactlyInAnyOrderElementsOf(
                      documents().stream().map(Document::id).toList());
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void theOrderOfArrivalChangesNothing() {
    Map<String, String> checksums = checksums(documents());
    List<Document> shuffled = documents();
    Collections.shuffle(shuffled, new Random(3));

    assertThat(checksums(shuffled)).isEqualTo(checksums);
  }

  @Test
  void hostileLabelsStayInTheirFolder() {
    assertThat(HivePath.of("documents", "language", "../../etc/x y*"))
        .isEqualTo("documents/language=..%2F..%2Fetc%2Fx%20y%2A");
  }

  private Map<String, String> checksums(List<Document> documents) {
    CHECKSUMS.clear();
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    PAssert.that(write(pipeline, documents, 1 << 20))
        .satisfies(
            files -> {
              files.forEach(file -> CHECKSUMS.put(file.file().path(), file.file().sha256()));
              return null;
            });
    pipeline.run().waitUntilFinish();
    assertThat(CHECKSUMS).hasSize(2);
    return Map.copyOf(CHECKSUMS);
  }

  /** Where a PAssert, which is serialized, can leave what it saw. */
  private static final Map<String, String> CHECKSUMS = Collections.synchronizedMap(new HashMap<>());

  private PCollection<StagedFile> write(
      Pipeline pipeline, List<Document> documents, long targetShardBytes) {
    return pipeline
        .apply(Create.of(documents).withCoder(io.millrace.transforms.stage.DocumentCoder.of()))
        .apply(WriteDocuments.to(folder.toString(), targetShardBytes, 2));
  }

  private static Map<String, List<String>> idsByPath(Iterable<StagedFile> files) {
    Map<String, List<String>> ids = new HashMap<>();
    StreamSupport.stream(files.spliterator(), false)
        .forEach(file -> ids.put(file.file().path(), ids(file)));
    return ids;
  }

  private static List<String> ids(StagedFile file) {
    List<String> ids = new ArrayList<>();
    try (ShardReader reader =
        new ShardReader(FileChannel.open(Path.of(file.stagedPath())), file.stagedPath())) {
      for (GenericRecord row = reader.read(); row != null; row = reader.read()) {
        ids.add(row.get("id").toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(ids).hasSize((int) file.file().rows());
    return ids;
  }

  private static List<Document> documents() {
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      String language = i < 12 ? "deu_Latn" : "tha_Thai";
      documents.add(
          Document.extracted("id-" + i, "http://a.example/" + i, null, "text " + i, "a.warc", i)
              .withLanguage(language, 0.9, List.of(new LanguageScore("nld_Latn", 0.05)))
              .withCluster("id-" + i, 1));
    }
    return documents;
  }
}
