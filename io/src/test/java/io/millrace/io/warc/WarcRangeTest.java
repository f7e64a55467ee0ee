package io.millrace.io.warc;

import static io.millrace.io.warc.WarcFixtures.concat;
import static io.millrace.io.warc.WarcFixtures.gzip;
import static io.millrace.io.warc.WarcFixtures.page;
import static io.millrace.io.warc.WarcFixtures.read;
import static io.millrace.io.warc.WarcFixtures.urls;
import static io.millrace.io.warc.WarcFixtures.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ranges that cover a file give exactly what the whole file gives. */
class WarcRangeTest {

  private static final int RECORDS = 40;
  private static final int TRIALS = 100;

  /** Text that no two places of share, so that damage is not mended by luck. */
  private static byte[] randomPage(int number, Random random) {
    StringBuilder html = new StringBuilder("<p>");
    int words = random.nextInt(300);
    for (int i = 0; i < words; i++) {
      html.append(Integer.toString(random.nextInt(), 36)).append(i % 10 == 9 ? "\r\n" : " ");
    }
    return page("http://h.example/" + number, html.toString());
  }

  private static byte[] file(Random random, int recordsAMember) {
    List<byte[]> parts = new ArrayList<>();
    for (int i = 0; i < RECORDS; i += Math.max(1, recordsAMember)) {
      byte[][] records = new byte[Math.max(1, recordsAMember)][];
      for (int k = 0; k < records.length; k++) {
        records[k] = randomPage(i + k, random);
      }
      byte[] data = concat(records);
      parts.add(recordsAMember == 0 ? data : gzip(data));
    }
    return concat(parts.toArray(new byte[0][]));
  }

  private static void damage(byte[] file, Random random) {
    int length = 1 + random.nextInt(200);
    int start = random.nextInt(file.length - length);
    if (random.nextBoolean()) {
      Arrays.fill(file, start, start + length, (byte) 0);
    } else {
      file[start] ^= (byte) (1 << random.nextInt(8));
    }
  }

  private static List<WarcEntry> readInRanges(byte[] file, WarcLimits limits, Random random) {
    long[] bounds = random.longs(1 + random.nextInt(6), 0, file.length + 1).sorted().toArray();
    List<WarcEntry> entries = new ArrayList<>();
    long start = 0;
    for (long bound : bounds) {
      entries.addAll(read(file, "x.warc", new ByteRange(start, bound), limits));
      start = bound;
    }
    entries.addAll(read(file, "x.warc", new ByteRange(start, Long.MAX_VALUE), limits));
    return entries;
  }

  @Test
  void soundFilesReadTheSameInAnyRanges() {
    Random random = new Random(1);
    for (int recordsAMember : new int[] {0, 1, 3, RECORDS}) {
      byte[] file = file(random, recordsAMember);
      List<WarcEntry> whole = read(file, "x.warc");
      assertThat(whole).hasSizeGreaterThanOrEqualTo(RECORDS).allMatch(Capture.class::isInstance);
      for (int trial = 0; trial < TRIALS; trial++) {
        WarcLimits limits = WarcFixtures.withLookBack(random.nextInt(2000));
        assertThat(readInRanges(file, limits, random)).isEqualTo(whole);
      }
    }
  }

  @Test
  void damagedFilesReadTheSameInAnyRanges() {
    Random random = new Random(2);
    int damages = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      byte[] file = file(random, trial % 3);
      for (int i = random.nextInt(5); i >= 0; i--) {
        damage(file, random);
      }
      List<WarcEntry> whole = read(file, "x.warc");
      damages += WarcFixtures.damages(whole).size();
      WarcLimits limits = WarcFixtures.withLookBack(random.nextInt(2000));
      assertThat(readInRanges(file, limits, random)).as("trial %d", trial).isEqualTo(whole);
    }
    assertThat(damages).isGreaterThan(TRIALS);
  }

  @Test
  void everyByteMayStartARange() {
    byte[] one = page("http://a/", "<p>");
    byte[] two = page("http://b/", "<p>");
    byte[] junk = utf8("junk\r\njunk\n");
    for (byte[] file :
        List.of(concat(gzip(one), junk, gzip(two), junk), concat(junk, one, junk, two, junk))) {
      List<WarcEntry> whole = read(file, "x.warc");
      WarcLimits limits = WarcFixtures.withLookBack(0);
      for (int bound = 0; bound <= file.length; bound++) {
        List<WarcEntry> parts = new ArrayList<>();
        parts.addAll(read(file, "x.warc", new ByteRange(0, bound), limits));
        parts.addAll(read(file, "x.warc", new ByteRange(bound, file.length), limits));
        assertThat(parts).as("split at %d", bound).isEqualTo(whole);
      }
    }
  }

  @Test
  void aCrawlStoredInsideARecordIsNotReadAsPartOfTheFile() {
    byte[] inner = concat(gzip(page("http://inner/1", "<p>")), gzip(page("http://inner/2", "<p>")));
    byte[] innerPlain = concat(page("http://inner/3", "<p>"), page("http://inner/4", "<p>"));
    byte[] outer = page("http://outer/", "<p>" + "x".repeat(500) + "\r\n\r\n");
    for (byte[] embedded : List.of(inner, innerPlain)) {
      byte[] carrier =
          WarcFixtures.response(
              "http://carrier/", embedded, "HTTP/1.1 200 OK", "Content-Type: text/html");
      byte[][] gz =
          IntStream.range(0, 9)
              .mapToObj(i -> gzip(i == 4 ? carrier : outer, 0))
              .toArray(byte[][]::new);
      byte[][] plain =
          IntStream.range(0, 9).mapToObj(i -> i == 4 ? carrier : outer).toArray(byte[][]::new);
      for (byte[] file : List.of(concat(gz), concat(plain))) {
        List<WarcEntry> whole = read(file, "x.warc");
        assertThat(urls(whole)).hasSize(9).contains("http://carrier/");
        for (int bound = 0; bound < file.length; bound += 7) {
          List<WarcEntry> parts = new ArrayList<>();
          WarcLimits limits = WarcFixtures.withLookBack(3 * carrier.length);
          parts.addAll(read(file, "x.warc", new ByteRange(0, bound), limits));
          parts.addAll(read(file, "x.warc", new ByteRange(bound, file.length), limits));
          assertThat(urls(parts)).as("split at %d", bound).isEqualTo(urls(whole));
        }
      }
    }
  }
}
