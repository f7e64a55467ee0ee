package io.millrace.io.warc;

import static io.millrace.io.warc.WarcFixtures.concat;
import static io.millrace.io.warc.WarcFixtures.damages;
import static io.millrace.io.warc.WarcFixtures.gzip;
import static io.millrace.io.warc.WarcFixtures.page;
import static io.millrace.io.warc.WarcFixtures.read;
import static io.millrace.io.warc.WarcFixtures.record;
import static io.millrace.io.warc.WarcFixtures.response;
import static io.millrace.io.warc.WarcFixtures.targetHeader;
import static io.millrace.io.warc.WarcFixtures.urls;
import static io.millrace.io.warc.WarcFixtures.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.io.document.DocumentId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WarcReaderTest {

  private static final byte[] A = page("http://a.example/", "<p>first page</p>");
  private static final byte[] B = page("http://b.example/", "<p>second page, a bit longer</p>");
  private static final byte[] C = page("http://c.example/", "<p>third</p>");
  private static final String[] ALL = {
    "http://a.example/", "http://b.example/", "http://c.example/"
  };

  @Test
  void readsAMemberForEachRecord() {
    byte[] a = gzip(A);
    List<WarcEntry> entries = read(concat(a, gzip(B), gzip(C)), "x.warc.gz");

    assertThat(urls(entries)).containsExactly(ALL);
    Capture second = (Capture) entries.get(1);
    byte[] payload = utf8("<p>second page, a bit longer</p>");
    assertThat(second)
        .isEqualTo(
            new Capture(
                Capture.Kind.HTML,
                DocumentId.of("http://b.example/", payload),
                "http://b.example/",
                WarcFixtures.DATE,
                "text/html",
                List.of(),
                RawBytes.of(payload),
                "x.warc.gz",
                a.length));
  }

  @Test
  void readsOneMemberOfManyRecords() {
    List<WarcEntry> entries = read(gzip(concat(A, B, C)), "x.warc.gz");
    assertThat(urls(entries)).containsExactly(ALL);
    assertThat(entries).allMatch(entry -> entry.warcOffset() == 0);
  }

  @Test
  void readsRecordsThatAreNotCompressed() {
    List<WarcEntry> entries = read(concat(A, B, C), "x.warc");
    assertThat(urls(entries)).containsExactly(ALL);
    assertThat(entries)
        .extracting(WarcEntry::warcOffset)
        .containsExactly(0L, (long) A.length, (long) A.length + B.length);
  }

  @Test
  void readsConversionsAsText() {
    byte[] wet =
        record(
            targetHeader("conversion", "http://a.example/") + "Content-Type: text/plain\r\n",
            utf8("Ein Text."));
    Capture capture = (Capture) read(gzip(wet), "x.warc.wet.gz").get(0);
    assertThat(capture.kind()).isEqualTo(Capture.Kind.TEXT);
    assertThat(capture.payload().bytes()).isEqualTo(utf8("Ein Text."));
  }

  @Test
  void readsNothingFromAnEmptyFile() {
    assertThat(read(new byte[0], "x.warc.gz")).isEmpty();
  }

  @Test
  void reportsGarbageBetweenMembersAndGoesOn() {
    byte[] garbage = utf8("GARBAGE-NOT-GZIP".repeat(10));
    byte[] a = gzip(A);
    List<WarcEntry> entries = read(concat(a, garbage, gzip(B), gzip(C)), "x.warc.gz");

    assertThat(urls(entries)).containsExactly(ALL);
    Damaged damaged = damages(entries).get(0);
    assertThat(damaged.warcOffset()).isEqualTo(a.length);
    assertThat(damaged.raw().bytes()).isEqualTo(garbage);
    assertThat(damaged.reason()).contains("no gzip member");
    assertThat(damaged.extent()).isEqualTo(Damaged.Extent.GAP);
  }

  @Test
  void reportsGarbageBetweenRecordsAndGoesOn() {
    byte[] garbage = utf8("\0\0garbage\nmore\n");
    for (boolean compressed : new boolean[] {false, true}) {
      byte[] plain = concat(A, garbage, B, C);
      List<WarcEntry> entries = read(compressed ? gzip(plain) : plain, "x.warc");
      assertThat(urls(entries)).containsExactly(ALL);
      assertThat(damages(entries)).extracting(d -> d.raw().bytes()).containsExactly(garbage);
      assertThat(damages(entries).get(0).extent()).isEqualTo(Damaged.Extent.GAP);
    }
  }

  @Test
  void reportsAMemberThatIsCutShort() {
    byte[] b = gzip(B);
    byte[] cut = Arrays.copyOf(b, b.length / 2);
    List<WarcEntry> entries = read(concat(gzip(A), cut, gzip(C)), "x.warc.gz");

    assertThat(urls(entries)).containsExactly(ALL[0], ALL[2]);
    assertThat(damages(entries)).hasSize(1);
    assertThat(damages(entries).get(0).raw().bytes()).isEqualTo(cut);
    assertThat(damages(entries).get(0).extent()).isEqualTo(Damaged.Extent.BROKEN_RECORD);
  }

  @Test
  void reportsAFileThatIsCutShort() {
    byte[] plain = concat(A, B);
    List<WarcEntry> entries = read(Arrays.copyOf(plain, plain.length - 20), "x.warc");
    assertThat(urls(entries)).containsExactly(ALL[0]);
    assertThat(damages(entries))
        .singleElement()
        .satisfies(
            damaged -> {
              assertThat(damaged.warcOffset()).isEqualTo(A.length);
              assertThat(damaged.reason()).contains("ends before its Content-Length");
              assertThat(damaged.extent()).isEqualTo(Damaged.Extent.BROKEN_RECORD);
            });
  }

  @Test
  void doesNotTrustARecordWhoseChecksumIsWrong() {
    for (byte[] record : List.of(B, concat(B, utf8("\r\n\r\n")))) {
      byte[] b = gzip(record);
      b[b.length - 8] ^= 1;
      List<WarcEntry> entries = read(concat(gzip(A), b, gzip(C)), "x.warc.gz");
      assertThat(urls(entries)).containsExactly(ALL[0], ALL[2]);
      assertThat(damages(entries))
          .singleElement()
          .satisfies(damaged -> assertThat(damaged.reason()).contains("checksum"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-7, 40, 5000, 2_000_000_000})
  void aWrongContentLengthCostsOneRecordOnly(int error) {
    int right = B.length - indexOfBlock(B) - 4;
    byte[] wrong =
        utf8(
            new String(B, StandardCharsets.UTF_8)
                .replaceFirst("Content-Length: \\d+", "Content-Length: " + (right + (long) error)));
    for (byte[] file :
        List.of(
            concat(gzip(A), gzip(wrong), gzip(C)),
            gzip(concat(A, wrong, C)),
            concat(A, wrong, C))) {
      List<WarcEntry> entries = read(file, "x.warc");
      assertThat(urls(entries)).containsExactly(ALL[0], ALL[2]);
      assertThat(damages(entries))
          .singleElement()
          .satisfies(damaged -> assertThat(damaged.reason()).contains("Content-Length"));
    }
  }

  private static int indexOfBlock(byte[] record) {
    return new String(record, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
  }

  @ParameterizedTest
  @CsvSource({
    "2026/11/22 11:00, invalid WARC-Date",
    "'', no WARC-Date",
    "2026-02-30T00:00:00Z, invalid WARC-Date"
  })
  void refusesABadDate(String date, String reason) {
    byte[] bad = utf8(new String(A, StandardCharsets.UTF_8).replace(WarcFixtures.DATE, date));
    List<WarcEntry> entries = read(concat(gzip(bad), gzip(B)), "x.warc.gz");
    assertThat(urls(entries)).containsExactly(ALL[1]);
    assertThat(damages(entries).get(0).reason()).contains(reason);
    assertThat(concat(damages(entries).get(0).raw().bytes(), utf8("\r\n\r\n"))).isEqualTo(bad);
  }

  @ParameterizedTest
  @CsvSource({
    "2026, 2026-01-01T00:00:00Z",
    "2026-11, 2026-11-01T00:00:00Z",
    "2026-11-22, 2026-11-22T00:00:00Z",
    "2026-11-22T11:34Z, 2026-11-22T11:34:00Z",
    "2026-11-22T11:34:36.123456Z, 2026-11-22T11:34:36.123456Z"
  })
  void takesTheDatesOfWarc11(String date, String instant) {
    byte[] file = utf8(new String(A, StandardCharsets.UTF_8).replace(WarcFixtures.DATE, date));
    assertThat(((Capture) read(file, "x.warc").get(0)).date()).isEqualTo(instant);
  }

  @Test
  void refusesARecordWithoutType() {
    byte[] bad = utf8(new String(A, StandardCharsets.UTF_8).replace("WARC-Type: response\r\n", ""));
    assertThat(damages(read(concat(bad, B), "x.warc")))
        .singleElement()
        .satisfies(damaged -> assertThat(damaged.reason()).isEqualTo("no WARC-Type"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://exa mple.com/", "https://", "http:///path", "http://a|b/"})
  void refusesATargetWithoutAValidHost(String url) {
    assertThat(damages(read(page(url, "<p>x"), "x.warc")))
        .singleElement()
        .satisfies(damaged -> assertThat(damaged.reason()).contains("host").contains(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://пример.рф/п|x?a={b}",
        "https://user:pw@h.example:8080/?q",
        "http://[::1]/",
        "HTTP://H.example",
        "http://a_b.example/"
      })
  void takesTargetsThatOccur(String url) {
    assertThat(urls(read(page("<" + url + ">", "<p>x"), "x.warc"))).containsExactly(url);
  }

  @ParameterizedTest
  @CsvSource({
    "warcinfo, NOT_CONTENT",
    "request, NOT_CONTENT",
    "metadata, NOT_CONTENT",
    "continuation, NOT_CONTENT",
    "revisit, REVISIT",
    "resource, OTHER_TYPE",
    "novelty, OTHER_TYPE"
  })
  void countsRecordsThatAreNoCaptures(String type, Skipped.Reason reason) {
    byte[] file = record(targetHeader(type, "http://a.example/"), utf8("x: y\r\n"));
    assertThat(read(file, "x.warc")).containsExactly(new Skipped("x.warc", 0, reason, type));
  }

  @Test
  void countsResponsesThatAreNoPages() {
    byte[] missing =
        response("http://a/", utf8("x"), "HTTP/1.1 404 Not Found", "Content-Type: text/html");
    byte[] pdf =
        response("http://a/", utf8("x"), "HTTP/1.1 200 OK", "Content-Type: Application/PDF;a=b");
    byte[] untyped = response("http://a/", utf8("%PDF-1.5"), "HTTP/1.1 200 OK");
    byte[] dns = response("dns:a.example", utf8("x"), "HTTP/1.1 200 OK");
    assertThat(read(concat(missing, pdf, untyped, dns), "x.warc"))
        .extracting(entry -> ((Skipped) entry).reason() + " " + ((Skipped) entry).detail())
        .containsExactly(
            "STATUS 404", "NOT_HTML application/pdf", "NOT_HTML no Content-Type", "NOT_HTTP dns");
  }

  @Test
  void keepsWhatTheServerSaidOfRobots() {
    byte[] file =
        response(
            "http://a/",
            utf8("<p>"),
            "HTTP/1.1 200 OK",
            "Content-Type: text/html",
            "X-Robots-Tag: noindex",
            "x-robots-tag: noarchive");
    assertThat(((Capture) read(file, "x.warc").get(0)).robotsTags())
        .containsExactly("noindex", "noarchive");
  }

  @Test
  void keepsOnlyTheAllowedPartOfLongDamage() {
    WarcLimits limits = new WarcLimits(1024, 4096, 4096, 4, 10, 1 << 20, 0);
    byte[] garbage = new byte[100_000];
    List<WarcEntry> entries = read(concat(garbage, gzip(A)), "x.warc.gz", ByteRange.all(), limits);
    Damaged damaged = damages(entries).get(0);
    assertThat(damaged.raw().length()).isEqualTo(10);
    assertThat(damaged.rawLength()).isEqualTo(garbage.length);
    assertThat(damaged.isComplete()).isFalse();
    assertThat(urls(entries)).containsExactly(ALL[0]);
  }

  @Test
  void keepsARecordOfInvalidContentWhole() {
    WarcLimits limits = new WarcLimits(1024, 4096, 4096, 4, 10, 1 << 20, 0);
    byte[] bad = page("http:///no-host", "<p>x");
    Damaged damaged = damages(read(concat(bad, B), "x.warc", ByteRange.all(), limits)).get(0);
    assertThat(damaged.extent()).isEqualTo(Damaged.Extent.RECORD);
    assertThat(damaged.isComplete()).isTrue();
    assertThat(concat(damaged.raw().bytes(), utf8("\r\n\r\n"))).isEqualTo(bad);
  }

  @Test
  void doesNotHoldARecordLongerThanAllowed() {
    WarcLimits limits = new WarcLimits(1024, 4096, 4096, 4, 10, 1 << 20, 0);
    byte[] huge = page("http://h.example/", "x".repeat(5000));
    for (byte[] file : List.of(concat(A, huge, C), gzip(concat(A, huge, C)))) {
      List<WarcEntry> entries = read(file, "x.warc", ByteRange.all(), limits);
      assertThat(urls(entries)).containsExactly(ALL[0], ALL[2]);
      assertThat(damages(entries).get(0).reason()).contains("maxRecordBytes 4096");
    }
  }

  @Test
  void givesUpAMemberThatGoesOnWithoutARecord() {
    WarcLimits limits = new WarcLimits(1024, 4096, 4096, 4, 10, 100_000, 0);
    byte[] bomb = gzip(concat(A, new byte[10_000_000], B));
    List<WarcEntry> entries = read(concat(bomb, gzip(C)), "x.warc", ByteRange.all(), limits);
    assertThat(urls(entries)).containsExactly(ALL[0], ALL[2]);
    assertThat(damages(entries).get(0).reason()).contains("within 100000 bytes");
  }
}
