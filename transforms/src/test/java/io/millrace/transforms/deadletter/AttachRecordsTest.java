package io.millrace.transforms.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.io.document.DeadLetter;
import io.millrace.io.document.DeadLetter.PayloadType;
import io.millrace.io.document.Document;
import io.millrace.io.warc.Capture;
import io.millrace.io.warc.WarcLimits;
import io.millrace.transforms.read.ReadCaptures;
import io.millrace.transforms.stage.ApplyRule;
import io.millrace.transforms.stage.DeadLetterCoder;
import io.millrace.transforms.stage.DeadLetters;
import io.millrace.transforms.stage.DocumentRule;
import io.millrace.transforms.stage.Outcome;
import io.millrace.transforms.stage.Rule;
import io.millrace.transforms.stage.StageTags;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachRecordsTest {
  private static final String POISON_PAGE = page("http://a.example/page", "<p>poison page");
  private static final String POISON_TEXT = page("http://a.example/text", "<p>poison text");
  private static final String FINE = page("http://a.example/fine", "<p>fine");
  private static final String LINE_ENDS = "\r\n\r\n";

  @TempDir Path folder;

  private final Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());

  @Test
  void lettersOfEveryStageHoldTheRecordOfTheFileThatTheyNameWhole() throws IOException {
    Path first = write("one/x.warc.gz", gzip(FINE), gzip(POISON_PAGE), gzip(POISON_TEXT));
    Path second = write("two/x.warc.gz", gzip(FINE), gzip(POISON_TEXT));
    Path single = write("three/x.warc.gz", gzip(FINE, POISON_TEXT, POISON_PAGE));
    Path wet = write("four/x.wet", bytes(conversion("http://a.example/wet", "poison text")));

    Map<String, String> expected =
        Map.of(
            "extract " + first + " " + gzip(FINE).length,
            POISON_PAGE,
            "quality " + first + " " + (gzip(FINE).length + gzip(POISON_PAGE).length),
            POISON_TEXT,
            "quality " + second + " " + gzip(FINE).length,
            POISON_TEXT,
            "extract " + single + " 0",
            POISON_PAGE,
            "quality " + single + " 0",
            POISON_TEXT,
            "quality " + wet + " 0",
            conversion("http://a.example/wet", "poison text"));

    PAssert.that(failed(first, second, single, wet).apply(AttachRecords.create()))
        .satisfies(
            letters -> {
              assertThat(describe(letters)).containsExactlyInAnyOrderEntriesOf(expected);
              assertThat(letters)
                  .allSatisfy(
                      letter -> {
                        assertThat(letter.payloadType()).isEqualTo(PayloadType.RECORD);
                        assertThat(letter.reason())
                            .isEqualTo("java.lang.IllegalStateException: cannot bear it");
                        assertThat(letter.stackTrace()).contains("Rule");
                      });
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void manyLettersOfOnePlaceAreCompletedInSeveralPasses() throws IOException {
    String[] records = new String[40];
    for (int i = 0; i < records.length; i++) {
      records[i] = page("http://a.example/" + i, "<p>poison page " + "x".repeat(1000));
    }
    Path single = write("x.warc.gz", gzip(records));
    WarcLimits small = new WarcLimits(1 << 10, 4 << 10, 4 << 10, 4, 1 << 10, 1 << 20, 0);

    PAssert.that(failed(single).apply(AttachRecords.create().withLimits(small)))
        .satisfies(
            letters -> {
              assertThat(letters)
                  .extracting(letter -> text(letter) + LINE_ENDS)
                  .containsExactlyInAnyOrder(records);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aLetterWhoseFileIsGoneKeepsItsTextAndSaysSo() {
    String gone = folder.resolve("gone.warc").toString();
    Document document = Document.extracted("id", "http://a.example/", null, "text", gone, 7);
    DeadLetter letter = DeadLetters.of(document, "quality", new IllegalStateException("no"));

    PAssert.thatSingleton(attached(letter))
        .satisfies(
            result -> {
              assertThat(result.payloadType()).isEqualTo(PayloadType.CONTENT);
              assertThat(text(result)).isEqualTo("text");
              assertThat(result.reason())
                  .startsWith("java.lang.IllegalStateException: no (the payload is not the record")
                  .contains(gone);
              assertThat(result.source()).isEqualTo(gone);
              assertThat(result.offset()).isEqualTo(7);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aLetterWhoseFileHasChangedKeepsItsTextAndSaysSo() throws IOException {
    Path changed = write("x.warc", bytes(FINE));
    Document document =
        Document.extracted("id", "http://a.example/", null, "text", changed.toString(), 0);
    DeadLetter letter = DeadLetters.of(document, "quality", new IllegalStateException("no"));

    PAssert.thatSingleton(attached(letter))
        .satisfies(
            result -> {
              assertThat(result.payloadType()).isEqualTo(PayloadType.CONTENT);
              assertThat(text(result)).isEqualTo("text");
              assertThat(result.reason()).contains("no longer holds it");
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void lettersOfDamageInTheInputPassUnchanged() {
    String path = folder.resolve("gone.warc").toString();
    DeadLetter letter =
        new DeadLetter("read", path, 7, "", "no record", "", PayloadType.FRAGMENT, bytes("junk"));

    PAssert.thatSingleton(attached(letter))
        .satisfies(
            result -> {
              assertThat(result.source()).isEqualTo(path);
              assertThat(result.reason()).isEqualTo("no record");
              assertThat(result.payloadType()).isEqualTo(PayloadType.FRAGMENT);
              assertThat(text(result)).isEqualTo("junk");
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private PCollection<DeadLetter> attached(DeadLetter letter) {
    return pipeline
        .apply(Create.of(letter).withCoder(DeadLetterCoder.of()))
        .apply(AttachRecords.create());
  }

  /** Reads files and applies two stages, both of which fail on what bears their name. */
  private PCollection<DeadLetter> failed(Path... files) {
    PCollectionTuple extracted =
        pipeline
            .apply(ReadCaptures.from(Stream.of(files).map(Path::toString).toList()))
            .get(ReadCaptures.CAPTURES)
            .apply("Extract", ApplyRule.of("extract", new PageRule()));
    PCollectionTuple judged =
        extracted.get(StageTags.KEPT).apply("Judge", ApplyRule.of("quality", new TextRule()));
    return PCollectionList.of(extracted.get(StageTags.DEAD_LETTERS))
        .and(judged.get(StageTags.DEAD_LETTERS))
        .apply(Flatten.pCollections());
  }

  /** By stage, file and offset, the payload. */
  private static Map<String, String> describe(Iterable<DeadLetter> letters) {
    Map<String, String> payloads = new TreeMap<>();
    for (DeadLetter letter : letters) {
      String place =
          String.format(Locale.ROOT, "%s %s %d", letter.stage(), letter.source(), letter.offset());
      assertThat(payloads.put(place, text(letter) + LINE_ENDS)).isNull();
    }
    return payloads;
  }

  private static String text(DeadLetter letter) {
    return new String(letter.payload(), StandardCharsets.UTF_8);
  }

  private Path write(String name, byte[]... parts) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return Files.write(file, out.toByteArray());
  }

  private static String page(String url, String html) {
    return record(
        "response",
        url,
        "application/http;msgtype=response",
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + html);
  }

  private static String conversion(String url, String text) {
    return record("conversion", url, "text/plain", text);
  }

  private static String record(String type, String url, String contentType, String block) {
    return "WARC/1.0\r\nWARC-Type: "
        + type
        + "\r\nWARC-Target-URI: "
        + url
        + "\r\nWARC-Date: 2026-11-22T11:34:36Z\r\nContent-Type: "
        + contentType
        + "\r\nContent-Length: "
        + bytes(block).length
        + "\r\n\r\n"
        + block
        + LINE_ENDS;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** One gzip member of some records. */
  private static byte[] gzip(String... records) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes(String.join("", records)));
    }
    return out.toByteArray();
  }

  private static final class PageRule implements Rule<Capture> {
    @Override
    public Outcome apply(Capture capture) {
      String text = new String(capture.payload().bytes(), StandardCharsets.UTF_8);
      if (text.contains("poison page")) {
        throw new IllegalStateException("cannot bear it");
      }
      return new Outcome.Kept(
          Document.extracted(
              capture.id().toString(),
              capture.url(),
              capture.date(),
              text.replace("<p>", ""),
              capture.warcFile(),
              capture.warcOffset()));
    }

    @Override
    public DeadLetter deadLetter(Capture input, String stage, Throwable thrown) {
      return DeadLetters.of(input, stage, thrown);
    }
  }

  private static final class TextRule implements DocumentRule {
    @Override
    public Outcome apply(Document document) {
      if (document.text().equals("poison text")) {
        throw new IllegalStateException("cannot bear it");
      }
      return new Outcome.Kept(document);
    }
  }
}
