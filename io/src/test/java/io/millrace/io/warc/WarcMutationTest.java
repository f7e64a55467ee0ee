package io.millrace.io.warc;

import static io.millrace.io.warc.WarcFixtures.concat;
import static io.millrace.io.warc.WarcFixtures.gzip;
import static io.millrace.io.warc.WarcFixtures.page;
import static io.millrace.io.warc.WarcFixtures.read;
import static io.millrace.io.warc.WarcFixtures.response;
import static io.millrace.io.warc.WarcFixtures.urls;
import static io.millrace.io.warc.WarcFixtures.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever one record is turned into, reading never fails and its neighbours come out whole. */
class WarcMutationTest {

  private static final int MUTANTS = 3000;
  private static final byte[] BEFORE = page("http://before.example/", "<p>before</p>");
  private static final byte[] AFTER = page("http://after.example/", "<p>after</p>");

  private static final List<byte[]> SEEDS =
      List.of(
          page("http://a.example/", "<html><p>" + "page ".repeat(50)),
          response(
              "http://b.example/",
              gzip(utf8("<p>" + "zipped ".repeat(30))),
              "HTTP/1.1 200 OK",
              "Content-Type: text/html; charset=utf-8",
              "Content-Encoding: gzip"),
          response(
              "http://c.example/",
              utf8("5\r\n<p>xy\r\n3\r\nabc\r\n0\r\n\r\n"),
              "HTTP/1.1 200 OK",
              "Transfer-Encoding: chunked"),
          response(
              "http://d.example/",
              new byte[] {11, 11, (byte) 0x80, 'h', 'e', 'l', 'l', 'o', 3},
              "HTTP/1.1 200 OK",
              "Content-Type: text/html",
              "Content-Encoding: br, deflate"));

  private static final List<String> TOKENS =
      List.of(
          "WARC/1.0\r\n",
          "\r\n\r\n",
          "Content-Length: 99999999999\r\n",
          "\0",
          "\r",
          ":",
          "HTTP/1.1 999 \r\n",
          "Content-Encoding: deflate\r\n",
          "ffffffff\r\n",
          "\u001f\u008b\u0008");

  private static byte[] mutate(byte[] data, Random random) {
    byte[] mutant = data.clone();
    int edits = 1 + random.nextInt(6);
    for (int i = 0; i < edits && mutant.length > 1; i++) {
      int at = random.nextInt(mutant.length);
      int length = Math.min(mutant.length - at, 1 + random.nextInt(20));
      byte[] head = Arrays.copyOf(mutant, at);
      byte[] tail = Arrays.copyOfRange(mutant, at, mutant.length);
      mutant =
          switch (random.nextInt(5)) {
            case 0 -> concat(head, Arrays.copyOfRange(tail, length, tail.length));
            case 1 -> concat(head, Arrays.copyOf(tail, length), tail);
            case 2 -> concat(head, utf8(TOKENS.get(random.nextInt(TOKENS.size()))), tail);
            case 3 -> random.nextInt(10) == 0 ? head : mutant;
            default -> flip(mutant, at, random);
          };
    }
    return mutant;
  }

  /** Half of the time the WARC header is left alone, and its length corrected. */
  private static byte[] mutateInside(byte[] record, Random random) {
    if (random.nextBoolean()) {
      return mutate(record, random);
    }
    String text = new String(record, StandardCharsets.ISO_8859_1);
    int block = text.indexOf("\r\n\r\n") + 4;
    byte[] mutant = mutate(Arrays.copyOfRange(record, block, record.length - 4), random);
    String header = WarcFixtures.targetHeader("response", "http://mutant.example/");
    return WarcFixtures.record(header, mutant);
  }

  private static byte[] flip(byte[] data, int at, Random random) {
    data[at] = (byte) random.nextInt(256);
    return data;
  }

  @Test
  void aMutantNeverFailsTheReaderNorItsNeighbours() {
    Random random = new Random(3);
    byte[] before = gzip(BEFORE);
    byte[] after = gzip(AFTER);
    int parsed = 0;
    for (int i = 0; i < MUTANTS; i++) {
      byte[] seed = SEEDS.get(random.nextInt(SEEDS.size()));
      boolean insideContainer = i % 2 == 0;
      byte[] mutant =
          insideContainer ? gzip(mutateInside(seed, random)) : mutate(gzip(seed), random);
      byte[] file = concat(before, mutant, after);

      List<WarcEntry> entries = read(file, "mutant.warc.gz");

      assertThat(urls(entries)).as("mutant %d", i).startsWith("http://before.example/");
      assertThat(urls(entries)).as("mutant %d", i).endsWith("http://after.example/");
      boolean wasParsed = insideContainer && WarcFixtures.damages(entries).isEmpty();
      parsed += wasParsed ? 1 : 0;
    }
    assertThat(parsed).as("mutants that got past the headers").isGreaterThan(MUTANTS / 10);
  }

  @Test
  void aMutantFileNeverFailsTheReader() {
    Random random = new Random(4);
    for (int i = 0; i < MUTANTS; i++) {
      byte[] records = concat(BEFORE, SEEDS.get(random.nextInt(SEEDS.size())), AFTER);
      byte[] plain = mutate(records, random);
      byte[] file = random.nextBoolean() ? plain : gzip(plain, random.nextInt(2));
      assertThatCode(() -> read(file, "mutant.warc")).doesNotThrowAnyException();
    }
  }
}
