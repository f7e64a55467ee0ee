package io.millrace.io.warc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Builds WARC files in memory, sound and unsound ones. */
final class WarcFixtures {

  static final String DATE = "2026-11-22T11:34:36Z";

  private WarcFixtures() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** A record with exactly these header lines, and a Content-Length that fits. */
  static byte[] record(String headerLines, byte[] block) {
    return concat(
        utf8("WARC/1.0\r\n" + headerLines + "Content-Length: " + block.length + "\r\n\r\n"),
        block,
        utf8("\r\n\r\n"));
  }

  static String targetHeader(String type, String url) {
    return "WARC-Type: " + type + "\r\nWARC-Target-URI: " + url + "\r\nWARC-Date: " + DATE + "\r\n";
  }

  /** A response with this HTTP head (lines without line ends) and body. */
  static byte[] response(String url, byte[] body, String... httpHead) {
    byte[] block = concat(utf8(String.join("\r\n", httpHead) + "\r\n\r\n"), body);
    return record(
        targetHeader("response", url) + "Content-Type: application/http;msgtype=response\r\n",
        block);
  }

  static byte[] page(String url, String html) {
    return response(url, utf8(html), "HTTP/1.1 200 OK", "Content-Type: text/html");
  }

  static byte[] gzip(byte[] data) {
    return gzip(data, Deflater.DEFAULT_COMPRESSION);
  }

  /** One gzip member, of stored blocks if {@code level} is 0. */
  static byte[] gzip(byte[] data, int level) {
    Deflater deflater = new Deflater(level, true);
    deflater.setInput(data);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3});
    byte[] buffer = new byte[8192];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    CRC32 crc = new CRC32();
    crc.update(data);
    writeLittleEndian(out, crc.getValue());
    writeLittleEndian(out, data.length);
    return out.toByteArray();
  }

  private static void writeLittleEndian(ByteArrayOutputStream out, long value) {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write((int) (value >>> shift));
    }
  }

  static List<WarcEntry> read(byte[] file, String name) {
    return read(file, name, ByteRange.all(), WarcLimits.DEFAULT);
  }

  static List<WarcEntry> read(byte[] file, String name, ByteRange range, WarcLimits limits) {
    List<WarcEntry> entries = new ArrayList<>();
    try (WarcReader reader = WarcReader.open(new BytesChannel(file), name, range, limits)) {
      for (Optional<WarcEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        entries.add(entry.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }

  static List<String> urls(List<WarcEntry> entries) {
    return entries.stream()
        .filter(Capture.class::isInstance)
        .map(entry -> ((Capture) entry).url())
        .toList();
  }

  static List<Damaged> damages(List<WarcEntry> entries) {
    return entries.stream().filter(Damaged.class::isInstance).map(Damaged.class::cast).toList();
  }

  static WarcLimits withLookBack(int lookBackBytes) {
    WarcLimits d = WarcLimits.DEFAULT;
    return new WarcLimits(
        d.maxHeaderBytes(),
        d.maxRecordBytes(),
        d.maxBodyBytes(),
        d.maxEncodings(),
        d.maxRawBytes(),
        d.maxGapBytes(),
        lookBackBytes);
  }
}
