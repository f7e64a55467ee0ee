package io.millrace.transforms.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.io.document.DeadLetter;
import io.millrace.io.document.DeadLetter.PayloadType;
import io.millrace.io.warc.ByteRange;
import io.millrace.io.warc.Capture;
import io.millrace.io.warc.WarcEntry;
import io.millrace.io.warc.WarcLimits;
import io.millrace.io.warc.WarcReader;
import io.millrace.transforms.stage.StageTags;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadCapturesTest {
  private static final String DATE = "2026-11-22T11:34:36Z";

  @TempDir Path folder;
  private Path compressed;
  private Path plain;
  private List<Capture> expected;

  @BeforeEach
  void writeFiles() throws IOException {
    compressed = folder.resolve("a.warc.gz");
    plain = folder.resolve("b.warc");
    byte[] garbage = "garbage".getBytes(StandardCharsets.US_ASCII);
    Files.write(
        compressed,
        join(
            gzip(page("http://a.example/1", "200 OK", "")),
            garbage,
            gzip(page("http://a.example/2", "200 OK", "X-Robots-Tag: noarchive\r\n")),
            gzip(page("http://a.example/gone", "404 Not Found", ""))));
    Files.write(
        plain,
        join(page("http://b.example/1", "200 OK", ""), page("http://b.example/2", "200 OK", "")));
    expected = new ArrayList<>(captures(compressed));
    expected.addAll(captures(plain));
    assertThat(expected).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(longs = {1 << 20, 200, 37})
  void theNumberOfRangesChangesNothing(long splitBytes) {
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    long garbageOffset = expected.get(1).warcOffset() - "garbage".length();

    PCollectionTuple outputs = pipeline.apply(read().withSplitBytes(splitBytes));

    PAssert.that(outputs.get(ReadCaptures.CAPTURES)).containsInAnyOrder(expected);
    String path = compressed.toString();
    PAssert.thatSingleton(outputs.get(StageTags.DEAD_LETTERS))
        .satisfies(letter -> checkGarbage(letter, path, garbageOffset));
    assertCounts(
        outputs,
        ReadCaptures.STAGE,
        Map.of(
            "KEPT ", 4L,
            "DROPPED status", 1L,
            "DEAD_LETTERED ", 1L));
    pipeline.run().waitUntilFinish();
  }

  private static Void checkGarbage(DeadLetter letter, String path, long offset) {
    assertThat(letter.stage()).isEqualTo("read");
    assertThat(letter.source()).isEqualTo(path);
    assertThat(letter.offset()).isEqualTo(offset);
    assertThat(letter.reason()).contains("no gzip member");
    assertThat(letter.payloadType()).isEqualTo(PayloadType.FRAGMENT);
    assertThat(letter.payload()).isEqualTo("garbage".getBytes(StandardCharsets.US_ASCII));
    return null;
  }

  @Test
  void pagesThatForbidArchivingCanBeLeftOut() {
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());

    PCollectionTuple outputs =
        pipeline.apply(read().withNoArchive(ReadCaptures.NoArchive.LEAVE_OUT));

    expected.remove(1);
    PAssert.that(outputs.get(ReadCaptures.CAPTURES)).containsInAnyOrder(expected);
    assertCounts(
        outputs,
        ReadCaptures.STAGE,
        Map.of(
            "KEPT ", 3L,
            "DROPPED noarchive", 1L,
            "DROPPED status", 1L,
            "DEAD_LETTERED ", 1L));
    pipeline.run().waitUntilFinish();
  }

  @ParameterizedTest
  @ValueSource(longs = {1 << 20, 37})
  void recordsAreCountedByFile(long splitBytes) throws IOException {
    Path picture = Files.write(folder.resolve("c.jpg"), new byte[500]);
    Path empty = Files.createFile(folder.resolve("d.warc.gz"));
    byte[] cut = gzip(page("http://e.example/1", "200 OK", ""));
    Path broken = Files.write(folder.resolve("e.warc.gz"), Arrays.copyOf(cut, cut.length - 9));
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    List<Path> files = List.of(compressed, plain, picture, empty, broken);

    PCollectionTuple outputs =
        pipeline.apply(
            ReadCaptures.from(files.stream().map(Path::toString).toList())
                .withSplitBytes(splitBytes));

    assertCounts(
        outputs,
        ReadCaptures.FILE_RECORDS,
        Map.of(
            "KEPT " + compressed, 3L,
            "KEPT " + plain, 2L,
            "KEPT " + picture, 0L,
            "KEPT " + empty, 0L,
            "KEPT " + broken, 0L));
    assertCounts(
        outputs,
        ReadCaptures.FILE_DAMAGE,
        Map.of(
            "KEPT " + compressed, 0L,
            "KEPT " + plain, 0L,
            "KEPT " + picture, 0L,
            "KEPT " + empty, 0L,
            "KEPT " + broken, 1L));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aFileThatIsNotThereFailsTheRun() {
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    pipeline.apply(ReadCaptures.from(List.of(folder.resolve("none.warc").toString())));

    assertThatThrownBy(() -> pipeline.run().waitUntilFinish()).hasMessageContaining("none.warc");
  }

  @Test
  void capturesComeBackFromTheirCoder() throws Exception {
    for (Capture capture : expected) {
      CoderProperties.coderDecodeEncodeEqual(CaptureCoder.of(), capture);
      CoderProperties.coderDeterministic(CaptureCoder.of(), capture, capture);
    }
    FileRange range = new FileRange("s3://bucket/ü.warc.gz", new ByteRange(1, 1L << 40));
    CoderProperties.coderDecodeEncodeEqual(FileRangeCoder.of(), range);
  }

  private ReadCaptures read() {
    return ReadCaptures.from(List.of(compressed.toString(), plain.toString()));
  }

  private static void assertCounts(
      PCollectionTuple outputs, String stage, Map<String, Long> expected) {
    PAssert.that(outputs.get(StageTags.COUNTS))
        .satisfies(
            counts -> {
              Map<String, Long> records = new HashMap<>();
              counts.forEach(
                  count -> {
                    if (count.getKey().stage().equals(stage)) {
                      records.merge(
                          count.getKey().fate() + " " + count.getKey().reason(),
                          count.getValue().documents(),
                          Long::sum);
                    }
                  });
              assertThat(records).isEqualTo(expected);
              return null;
            });
  }

  private static List<Capture> captures(Path file) throws IOException {
    List<Capture> captures = new ArrayList<>();
    try (WarcReader reader =
        WarcReader.open(
            FileChannel.open(file), file.toString(), ByteRange.all(), WarcLimits.DEFAULT)) {
      for (Optional<WarcEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        if (entry.get() instanceof Capture capture) {
          captures.add(capture);
        }
      }
    }
    return captures;
  }

  private static byte[] page(String url, String status, String headers) {
    String block =
        "HTTP/1.1 " + status + "\r\nContent-Type: text/html\r\n" + headers + "\r\n<p>" + url;
    String header =
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: " + url + "\r\nWARC-Date: " + DATE;
    String length = "\r\nContent-Length: " + block.length() + "\r\n\r\n";
    return (header + length + block + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(data);
    }
    return out.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
