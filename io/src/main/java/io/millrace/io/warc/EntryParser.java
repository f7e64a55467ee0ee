package io.millrace.io.warc;

import io.millrace.io.document.DocumentId;
import io.millrace.io.http.BodyDecoder;
import io.millrace.io.http.CorruptBodyException;
import io.millrace.io.http.MediaTypes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.netpreserve.jwarc.HttpParser;
import org.netpreserve.jwarc.MessageHeaders;

/** Makes entries of frames: decides which records are captures and decodes their payloads. */
final class EntryParser {

  private static final int OK = 200;

  private final String file;
  private final BodyDecoder bodies;

  EntryParser(String file, WarcLimits limits) {
    this.file = file;
    this.bodies = new BodyDecoder(limits.maxBodyBytes(), limits.maxEncodings());
  }

  WarcEntry parse(FrameSource.Located located) {
    if (located.frame() instanceof Frame.Broken broken) {
      return new Damaged(
          file,
          located.offset(),
          broken.extent(),
          where(located) + broken.reason(),
          broken.raw(),
          broken.rawLength());
    }
    Frame.Whole record = (Frame.Whole) located.frame();
    try {
      return parseRecord(record, located.offset());
    } catch (CorruptInputException | CorruptBodyException e) {
      return new Damaged(
          file,
          located.offset(),
          Damaged.Extent.RECORD,
          where(located) + e.getMessage(),
          record.bytes(),
          record.bytes().length());
    }
  }

  private static String where(FrameSource.Located located) {
    return located.innerOffset() == 0
        ? ""
        : "at byte " + located.innerOffset() + " of the decompressed member: ";
  }

  private WarcEntry parseRecord(Frame.Whole record, long offset)
      throws CorruptInputException, CorruptBodyException {
    MessageHeaders headers = record.headers();
    String type =
        headers
            .first("WARC-Type")
            .orElseThrow(() -> new CorruptInputException("no WARC-Type"))
            .toLowerCase(Locale.ROOT);
    String date = WarcDate.toInstant(headers.first("WARC-Date").orElse("")).toString();
    return switch (type) {
      case "response" -> response(record, offset, date);
      case "conversion" -> conversion(record, offset, date);
      case "revisit" -> skipped(offset, Skipped.Reason.REVISIT, type);
      case "warcinfo", "request", "metadata", "continuation" ->
          skipped(offset, Skipped.Reason.NOT_CONTENT, type);
      default -> skipped(offset, Skipped.Reason.OTHER_TYPE, type);
    };
  }

  private Skipped skipped(long offset, Skipped.Reason reason, String detail) {
    return new Skipped(file, offset, reason, detail);
  }

  private WarcEntry response(Frame.Whole record, long offset, String date)
      throws CorruptInputException, CorruptBodyException {
    String url = TargetUrl.of(record.headers());
    if (!TargetUrl.isHttp(url)) {
      return skipped(offset, Skipped.Reason.NOT_HTTP, TargetUrl.scheme(url));
    }
    TargetUrl.requireHost(url);
    byte[] bytes = record.bytes().bytes();
    ByteBuffer block =
        ByteBuffer.wrap(bytes, record.headerBytes(), bytes.length - record.headerBytes());
    HttpParser http = parseHttp(block);
    if (http.status() != OK) {
      return skipped(offset, Skipped.Reason.STATUS, Integer.toString(http.status()));
    }
    String contentType = http.headers().first("Content-Type").orElse("").strip();
    if (!contentType.isEmpty() && !MediaTypes.isHtml(contentType)) {
      return skipped(offset, Skipped.Reason.NOT_HTML, MediaTypes.base(contentType));
    }
    byte[] payload = bodies.decode(http.headers(), block);
    if (contentType.isEmpty() && !MediaTypes.looksLikeHtml(payload)) {
      return skipped(offset, Skipped.Reason.NOT_HTML, "no Content-Type");
    }
    return capture(
        Capture.Kind.HTML,
        url,
        date,
        contentType.isEmpty() ? MediaTypes.HTML : contentType,
        http.headers().all("X-Robots-Tag"),
        payload,
        offset);
  }

  /** Parses the head of a response and leaves {@code block} at its body. */
  private static HttpParser parseHttp(ByteBuffer block) throws CorruptInputException {
    HttpParser http = new HttpParser();
    http.lenientResponse();
    http.parse(block);
    if (!http.isFinished()) {
      throw new CorruptInputException("malformed HTTP header");
    }
    return http;
  }

  private WarcEntry conversion(Frame.Whole record, long offset, String date)
      throws CorruptInputException {
    String contentType = record.headers().first("Content-Type").orElse("").strip();
    if (!MediaTypes.base(contentType).equals(MediaTypes.PLAIN_TEXT)) {
      return skipped(offset, Skipped.Reason.NOT_TEXT, MediaTypes.base(contentType));
    }
    String url = TargetUrl.of(record.headers());
    if (!TargetUrl.isHttp(url)) {
      return skipped(offset, Skipped.Reason.NOT_HTTP, TargetUrl.scheme(url));
    }
    TargetUrl.requireHost(url);
    byte[] bytes = record.bytes().bytes();
    byte[] payload = Arrays.copyOfRange(bytes, record.headerBytes(), bytes.length);
    return capture(Capture.Kind.TEXT, url, date, contentType, List.of(), payload, offset);
  }

  private Capture capture(
      Capture.Kind kind,
      String url,
      String date,
      String contentType,
      List<String> robotsTags,
      byte[] payload,
      long offset) {
    DocumentId id = DocumentId.of(url, payload);
    return new Capture(
        kind, id, url, date, contentType, robotsTags, RawBytes.of(payload), file, offset);
  }
}
