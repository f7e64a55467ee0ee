package io.millrace.io.warc;

import static io.millrace.io.warc.WarcFixtures.concat;
import static io.millrace.io.warc.WarcFixtures.gzip;
import static io.millrace.io.warc.WarcFixtures.page;
import static io.millrace.io.warc.WarcFixtures.record;
import static io.millrace.io.warc.WarcFixtures.targetHeader;
import static io.millrace.io.warc.WarcFixtures.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RawRecordsTest {
  private static final byte[] INFO =
      record("WARC-Type: warcinfo\r\nWARC-Date: " + date(), utf8(""));
  private static final byte[] CHUNKED =
      WarcFixtures.response(
          "http://a.example/",
          utf8("3\r\n<p>\r\n1\r\na\r\n0\r\n\r\n"),
          "HTTP/1.1 200 OK",
          "Content-Type: text/html",
          "Transfer-Encoding: chunked");
  private static final byte[] PAGE = page("http://b.example/", "<p>b\r\n\r\n");
  private static final byte[] TEXT =
      record(
          targetHeader("conversion", "http://c.example/") + "Content-Type: text/plain\r\n",
          utf8("Ein Text."));
  private static final List<byte[]> RECORDS = List.of(CHUNKED, PAGE, TEXT);

  private static String date() {
    return WarcFixtures.DATE + "\r\n";
  }

  @Test
  void findsEveryCapturesRecordWhereItLies() throws IOException {
    for (byte[] file :
        List.of(
            concat(INFO, CHUNKED, PAGE, TEXT),
            concat(gzip(INFO), gzip(CHUNKED), gzip(PAGE), gzip(TEXT)),
            gzip(concat(INFO, CHUNKED, PAGE, TEXT)),
            concat(utf8("junk\n"), CHUNKED, utf8("junk\n"), PAGE, TEXT))) {
      List<Capture> captures =
          WarcFixtures.read(file, "x.warc").stream()
              .filter(Capture.class::isInstance)
              .map(Capture.class::cast)
              .toList();
      assertThat(captures).hasSize(RECORDS.size());
      for (int i = 0; i < RECORDS.size(); i++) {
        assertThat(raw(file, captures.get(i)))
            .contains(RawBytes.of(withoutLineEnds(RECORDS.get(i))));
      }
    }
  }

  @Test
  void findsNothingWhereThereIsNoRecordAnyMore() throws IOException {
    Capture page = (Capture) WarcFixtures.read(concat(TEXT, PAGE), "x.warc").get(1);

    assertThat(raw(concat(TEXT, TEXT, PAGE), page)).isEmpty();
    assertThat(raw(TEXT, page)).isEmpty();
    assertThat(raw(new byte[0], page)).isEmpty();
  }

  @Test
  void givesTheRecordsOfAMemberInOrderAndNoOthers() throws IOException {
    byte[] file = concat(gzip(TEXT), gzip(concat(CHUNKED, PAGE)), gzip(TEXT));

    assertThat(all(file, gzip(TEXT).length))
        .extracting(RawRecord::bytes)
        .containsExactly(RawBytes.of(withoutLineEnds(CHUNKED)), RawBytes.of(withoutLineEnds(PAGE)));
  }

  private static Optional<RawBytes> raw(byte[] file, Capture capture) throws IOException {
    return all(file, capture.warcOffset()).stream()
        .filter(record -> record.id().equals(capture.id()))
        .map(RawRecord::bytes)
        .findFirst();
  }

  private static List<RawRecord> all(byte[] file, long offset) throws IOException {
    List<RawRecord> records = new ArrayList<>();
    try (RawRecords reader =
        RawRecords.open(new BytesChannel(file), "x.warc", offset, WarcLimits.DEFAULT)) {
      for (Optional<RawRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
        records.add(next.get());
      }
    }
    return records;
  }

  /** A record as the fixtures make it ends in two line ends, which belong to no one. */
  private static byte[] withoutLineEnds(byte[] record) {
    return Arrays.copyOf(record, record.length - "\r\n\r\n".length());
  }
}
