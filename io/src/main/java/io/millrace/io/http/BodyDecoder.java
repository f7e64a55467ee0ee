package io.millrace.io.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;
import org.netpreserve.jwarc.MessageHeaders;

/**
 * Undoes the transfer and content encodings of HTTP bodies (RFC 9110, section 8.4; RFC 9112,
 * section 7).
 *
 * <p>Forgiving where crawlers are: a body that ends early gives what there is, a body that was
 * decoded before it was stored stays as it is, {@code deflate} may be zlib or raw deflate.
 */
public final class BodyDecoder {

  private final int maxBodyBytes;
  private final int maxEncodings;

  /**
   * Makes a decoder that refuses what goes beyond its limits.
   *
   * @param maxBodyBytes the longest body, after each encoding was undone
   * @param maxEncodings how many encodings may lie on one another
   */
  public BodyDecoder(int maxBodyBytes, int maxEncodings) {
    this.maxBodyBytes = maxBodyBytes;
    this.maxEncodings = maxEncodings;
  }

  /**
   * The payload in the rest of {@code body}.
   *
   * @throws CorruptBodyException if it cannot be decoded, or is longer or more often encoded than
   *     the limits allow
   */
  public byte[] decode(MessageHeaders headers, ByteBuffer body) throws CorruptBodyException {
    List<String> codings = codings(headers);
    if (codings.size() > maxEncodings) {
      throw new CorruptBodyException(
          codings.size() + " encodings exceed maxEncodings " + maxEncodings);
    }
    byte[] bytes = new byte[body.remaining()];
    body.get(bytes);
    for (String coding : codings) {
      bytes = undo(coding, bytes);
    }
    if (bytes.length > maxBodyBytes) {
      throw tooLong();
    }
    return bytes;
  }

  /** The encodings to undo, outermost first. */
  private static List<String> codings(MessageHeaders headers) {
    List<String> applied = new ArrayList<>();
    for (String header : List.of("Content-Encoding", "Transfer-Encoding")) {
      for (String value : headers.all(header)) {
        for (String coding : value.toLowerCase(Locale.ROOT).split(",", -1)) {
          String name = coding.strip();
          if (!name.isEmpty() && !name.equals("identity") && !name.equals("none")) {
            applied.add(name);
          }
        }
      }
    }
    Collections.reverse(applied);
    return applied;
  }

  private byte[] undo(String coding, byte[] bytes) throws CorruptBodyException {
    if (bytes.length == 0) {
      return bytes;
    }
    try {
      return switch (coding) {
        case "chunked" -> ChunkedBody.decode(bytes);
        case "gzip", "x-gzip" -> readAll(new GZIPInputStream(new ByteArrayInputStream(bytes)));
        case "deflate" -> inflate(bytes);
        case "br" -> readAll(new BrotliInputStream(new ByteArrayInputStream(bytes)));
        default -> undoUnknown(coding, bytes);
      };
    } catch (BodyTooLongException e) {
      throw tooLong();
    } catch (IOException e) {
      if (MediaTypes.looksLikeHtml(bytes)) {
        return bytes;
      }
      throw new CorruptBodyException("body is not " + coding + ": " + e.getMessage(), e);
    }
  }

  private static byte[] undoUnknown(String coding, byte[] bytes) throws IOException {
    if (MediaTypes.looksLikeHtml(bytes)) {
      return bytes;
    }
    throw new IOException("unsupported encoding " + coding);
  }

  private byte[] inflate(byte[] bytes) throws IOException {
    boolean isRaw = !hasZlibHeader(bytes);
    Inflater inflater = new Inflater(isRaw);
    try {
      return readAll(new InflaterInputStream(new ByteArrayInputStream(bytes), inflater));
    } finally {
      inflater.end();
    }
  }

  /** RFC 1950, section 2.2: method 8, and the first two bytes a multiple of 31. */
  private static boolean hasZlibHeader(byte[] bytes) {
    return bytes.length > 1
        && (bytes[0] & 0x0f) == Deflater.DEFLATED
        && ((bytes[0] & 0xff) << 8 | (bytes[1] & 0xff)) % 31 == 0;
  }

  /** Everything {@code in} gives, or what it gave before it turned out to be cut short. */
  private byte[] readAll(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 13];
    try {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
        if (out.size() > maxBodyBytes) {
          throw new BodyTooLongException();
        }
      }
    } catch (EOFException e) {
      if (out.size() == 0) {
        throw e;
      }
    }
    return out.toByteArray();
  }

  private CorruptBodyException tooLong() {
    return new CorruptBodyException("body exceeds maxBodyBytes " + maxBodyBytes);
  }

  /** Tells a body that is too long from one that is corrupt. */
  private static final class BodyTooLongException extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
