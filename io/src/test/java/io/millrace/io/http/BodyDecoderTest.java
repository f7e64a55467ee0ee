package io.millrace.io.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.netpreserve.jwarc.MessageHeaders;

class BodyDecoderTest {

  private static final int MAX_BODY_BYTES = 1 << 20;
  private static final int MAX_ENCODINGS = 4;
  private static final String PAGE = "<html><p>" + "Seite ".repeat(200) + "</p></html>";

  /** "hello hello hello hello" as the reference encoder writes it. */
  private static final byte[] BROTLI =
      HexFormat.of().parseHex("1b1600f88d946ede445586966c206f214f1ce038");

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] decode(byte[] body, String... headers) throws CorruptBodyException {
    return new BodyDecoder(MAX_BODY_BYTES, MAX_ENCODINGS)
        .decode(MessageHeaders.of(headers), ByteBuffer.wrap(body));
  }

  private static byte[] deflate(byte[] data, boolean raw) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, raw);
    deflater.setInput(data);
    deflater.finish();
    byte[] buffer = new byte[data.length + 100];
    int count = deflater.deflate(buffer);
    deflater.end();
    return Arrays.copyOf(buffer, count);
  }

  private static byte[] chunk(byte[] data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < data.length; i += 100) {
      byte[] part = Arrays.copyOfRange(data, i, Math.min(i + 100, data.length));
      out.writeBytes(utf8(Integer.toHexString(part.length) + ";ext=1\r\n"));
      out.writeBytes(part);
      out.writeBytes(utf8("\r\n"));
    }
    out.writeBytes(utf8("0\r\nTrailer: x\r\n\r\n"));
    return out.toByteArray();
  }

  @Test
  void leavesAPlainBodyAlone() throws Exception {
    assertThat(decode(utf8(PAGE), "Content-Encoding", "identity")).isEqualTo(utf8(PAGE));
  }

  @Test
  void undoesEachEncoding() throws Exception {
    byte[] page = utf8(PAGE);
    assertThat(decode(gzip(page), "Content-Encoding", "gzip")).isEqualTo(page);
    assertThat(decode(gzip(page), "Content-Encoding", "X-GZIP")).isEqualTo(page);
    assertThat(decode(deflate(page, false), "Content-Encoding", "deflate")).isEqualTo(page);
    assertThat(decode(deflate(page, true), "Content-Encoding", "deflate")).isEqualTo(page);
    assertThat(decode(chunk(page), "Transfer-Encoding", "chunked")).isEqualTo(page);
    assertThat(decode(BROTLI, "Content-Encoding", "br")).isEqualTo(utf8("hello hello hello hello"));
  }

  @Test
  void undoesEncodingsInTheReverseOfTheirOrder() throws Exception {
    byte[] page = utf8(PAGE);
    assertThat(
            decode(
                chunk(gzip(deflate(page, false))),
                "Content-Encoding",
                "deflate, gzip",
                "Transfer-Encoding",
                "chunked"))
        .isEqualTo(page);
  }

  @Test
  void keepsWhatThereIsOfABodyCutShort() throws Exception {
    byte[] page = utf8(PAGE);
    byte[] gzip = gzip(page);
    byte[] chunked = chunk(page);
    assertThat(decode(Arrays.copyOf(gzip, gzip.length - 12), "Content-Encoding", "gzip"))
        .isNotEmpty()
        .isEqualTo(Arrays.copyOf(page, page.length - lost(gzip)));
    assertThat(decode(Arrays.copyOf(chunked, 250), "Transfer-Encoding", "chunked"))
        .isEqualTo(Arrays.copyOf(page, decodedOf250Chunked()));
  }

  /** Two whole chunks of 100, and what follows the third size line. */
  private static int decodedOf250Chunked() {
    int line = "64;ext=1\r\n".length();
    return 250 - 3 * line - 2 * 2;
  }

  private static int lost(byte[] gzip) throws CorruptBodyException {
    byte[] cut = Arrays.copyOf(gzip, gzip.length - 12);
    return utf8(PAGE).length - decode(cut, "Content-Encoding", "gzip").length;
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br", "zstd"})
  void leavesAPageAloneThatWasDecodedBeforeItWasStored(String coding) throws Exception {
    assertThat(decode(utf8(PAGE), "Content-Encoding", coding)).isEqualTo(utf8(PAGE));
    assertThat(decode(utf8(PAGE), "Transfer-Encoding", "chunked")).isEqualTo(utf8(PAGE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br", "zstd"})
  void refusesWhatItCannotDecode(String coding) {
    assertThatThrownBy(
            () -> decode(utf8("\u0001\u0002 nothing of the kind"), "Content-Encoding", coding))
        .isInstanceOf(CorruptBodyException.class)
        .hasMessageContaining(coding);
  }

  @Test
  void refusesABomb() {
    byte[] bomb = gzip(new byte[2000]);
    assertThatThrownBy(
            () ->
                new BodyDecoder(1999, MAX_ENCODINGS)
                    .decode(MessageHeaders.of("Content-Encoding", "gzip"), ByteBuffer.wrap(bomb)))
        .isInstanceOf(CorruptBodyException.class)
        .hasMessage("body exceeds maxBodyBytes 1999");
  }

  @Test
  void refusesEncodingsNestedTooDeep() throws Exception {
    byte[] body = utf8(PAGE);
    for (int i = 0; i < 5; i++) {
      body = gzip(body);
    }
    byte[] five = body;
    assertThatThrownBy(() -> decode(five, "Content-Encoding", "gzip,gzip,gzip,gzip,gzip"))
        .hasMessageContaining("5 encodings exceed maxEncodings 4");
  }

  @Test
  void joinsTheMembersOfAGzipBody() throws Exception {
    byte[] first = gzip(utf8("one "));
    byte[] second = gzip(utf8("two"));
    byte[] members = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, members, first.length, second.length);
    assertThat(decode(members, "Content-Encoding", "gzip")).isEqualTo(utf8("one two"));
  }
}
