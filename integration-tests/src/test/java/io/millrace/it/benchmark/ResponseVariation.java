package io.millrace.it.benchmark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.millrace.io.charset.ContentDecoder;
import io.millrace.io.charset.DecodedText;
import io.millrace.io.charset.Encoding;
import io.millrace.io.http.BodyDecoder;
import io.millrace.io.http.CorruptBodyException;
import io.millrace.io.http.MediaTypes;
import io.millrace.io.warc.WarcLimits;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.netpreserve.jwarc.HttpParser;
import org.netpreserve.jwarc.MessageHeaders;

/**
 * Gives HTTP responses that are HTML pages other words (see {@link PageVariation}), in the same
 * character encoding, with transfer and content encodings undone.
 */
final class ResponseVariation {
  private static final Pattern OF_THE_OLD_BODY =
      Pattern.compile("(?im)^(?:content-length|content-encoding|transfer-encoding):.*\r?\n");

  private final ContentDecoder decoder = new ContentDecoder();
  private final BodyDecoder bodies =
      new BodyDecoder(WarcLimits.DEFAULT.maxBodyBytes(), WarcLimits.DEFAULT.maxEncodings());
  private final long seed;

  /**
   * @param seed another one gives other words
   */
  ResponseVariation(long seed) {
    this.seed = seed;
  }

  /**
   * @param response head and body as they were sent
   * @return the response with other words; {@code response} itself if it is no HTML page, or if its
   *     text cannot be decoded and encoded again without loss
   */
  byte[] of(byte[] response) {
    ByteBuffer body = ByteBuffer.wrap(response);
    HttpParser http = new HttpParser();
    http.lenientResponse();
    http.parse(body);
    if (!http.isFinished() || !isHtml(http.headers())) {
      return response;
    }
    String head = new String(response, 0, body.position(), ISO_8859_1);
    try {
      byte[] page = bodies.decode(http.headers(), body);
      byte[] varied = varyPage(page, http.headers().first("Content-Type").orElse(""));
      return varied == page ? response : response(head, varied);
    } catch (CorruptBodyException e) {
      return response;
    }
  }

  private static boolean isHtml(MessageHeaders headers) {
    return MediaTypes.isHtml(headers.first("Content-Type").orElse(""));
  }

  private byte[] varyPage(byte[] page, String contentType) {
    DecodedText decoded = decoder.decode(page, contentType);
    Charset charset = Encoding.forLabel(decoded.encoding()).orElseThrow().charset();
    byte[] again = charset.canEncode() ? decoded.text().getBytes(charset) : new byte[0];
    int mark = page.length - again.length;
    boolean isLossless =
        mark >= 0 && Arrays.equals(page, mark, page.length, again, 0, again.length);
    if (!isLossless) {
      return page;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(page, 0, mark);
    out.writeBytes(PageVariation.of(decoded.text(), seed).getBytes(charset));
    return out.toByteArray();
  }

  private static byte[] response(String head, byte[] body) {
    String others = OF_THE_OLD_BODY.matcher(head.stripTrailing() + "\r\n").replaceAll("");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes((others + "Content-Length: " + body.length + "\r\n\r\n").getBytes(ISO_8859_1));
    out.writeBytes(body);
    return out.toByteArray();
  }
}
