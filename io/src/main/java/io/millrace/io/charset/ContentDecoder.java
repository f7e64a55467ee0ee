package io.millrace.io.charset;

import io.millrace.io.charset.DecodedText.Evidence;
import java.util.Optional;

/**
 * Decodes web pages.
 *
 * <p>In this order: a byte order mark; the HTTP header; the page's own declaration; strict UTF-8;
 * detectors; windows-1252. Labels mean what they mean on the web (see {@link Encoding#forLabel}). A
 * declaration that the bytes contradict is passed over: UTF-8 under a Latin-1 header is UTF-8, and
 * what hardly decodes as declared is not what was declared. Latin-1 (windows-1252) is what servers
 * and editors declare of pages that they know nothing about: it gives way to another encoding that
 * the page declares and makes as much sense in, and to a non-Latin one that makes more.
 *
 * <p>Instances hold no state and may be shared.
 */
public final class ContentDecoder {

  /** UTF-16 text in any script with blanks and markup has at least one zero byte in eight pairs. */
  private static final int PAIRS_PER_ZERO = 8;

  private static final int UTF_16_SAMPLE_BYTES = 1024;

  private final EncodingDetector detector = new EncodingDetector();

  /**
   * Decodes a page.
   *
   * @param payload the body with transfer and content encodings undone
   * @param contentType the HTTP Content-Type as it was sent, or empty
   */
  public DecodedText decode(byte[] payload, String contentType) {
    Optional<DecodedText> marked = byMark(payload);
    if (marked.isPresent()) {
      return marked.get();
    }
    Utf8Census census = Utf8Census.of(payload);
    Optional<Encoding> header = DeclaredEncoding.inHeader(contentType);
    Optional<Encoding> meta = DeclaredEncoding.inPage(payload);
    Optional<DecodedText> other = insteadOfDefault(payload, header, meta, census);
    if (other.isPresent()) {
      return other.get();
    }
    return declared(payload, header, Evidence.HEADER, census)
        .or(() -> declared(payload, meta, Evidence.META, census))
        .or(() -> byZeros(payload))
        .orElseGet(() -> undeclared(payload, census));
  }

  private static Optional<DecodedText> byMark(byte[] payload) {
    if (startsWith(payload, 0xEF, 0xBB, 0xBF)) {
      return Optional.of(text(payload, 3, Encoding.UTF_8, Evidence.BYTE_ORDER_MARK));
    }
    if (startsWith(payload, 0xFF, 0xFE)) {
      return Optional.of(text(payload, 2, Encoding.UTF_16LE, Evidence.BYTE_ORDER_MARK));
    }
    if (startsWith(payload, 0xFE, 0xFF)) {
      return Optional.of(text(payload, 2, Encoding.UTF_16BE, Evidence.BYTE_ORDER_MARK));
    }
    return Optional.empty();
  }

  private static boolean startsWith(byte[] payload, int... start) {
    if (payload.length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if ((payload[i] & 0xff) != start[i]) {
        return false;
      }
    }
    return true;
  }

  private Optional<DecodedText> insteadOfDefault(
      byte[] payload, Optional<Encoding> header, Optional<Encoding> meta, Utf8Census census) {
    boolean isDefault = header.or(() -> meta).equals(Optional.of(Encoding.WINDOWS_1252));
    if (!isDefault || census.isStrict()) {
      return Optional.empty();
    }
    Optional<DecodedText> asThePageSays =
        meta.filter(encoding -> detector.isAsLikelyAsWestern(encoding, payload))
            .flatMap(encoding -> declared(payload, meta, Evidence.META, census));
    return asThePageSays.or(
        () ->
            detector
                .likelierThanWestern(payload)
                .map(encoding -> text(payload, 0, encoding, Evidence.DETECTED)));
  }

  /** The text in the declared encoding, or in UTF-8 if it plainly is that; empty if in neither. */
  private static Optional<DecodedText> declared(
      byte[] payload, Optional<Encoding> declared, Evidence evidence, Utf8Census census) {
    if (declared.isEmpty()) {
      return Optional.empty();
    }
    Encoding encoding = declared.get();
    if (encoding.equals(Encoding.UTF_8)) {
      return census.isMostlyUtf8()
          ? Optional.of(text(payload, 0, encoding, evidence))
          : Optional.empty();
    }
    if (census.isStrict() && census.multiByte() >= leastUtf8Sequences(encoding)) {
      return Optional.of(text(payload, 0, Encoding.UTF_8, Evidence.UTF_8));
    }
    DecodedText text = text(payload, 0, encoding, evidence);
    return fits(text.text()) ? Optional.of(text) : Optional.empty();
  }

  /** How many sequences of UTF-8 are no accident in text declared as {@code encoding}. */
  private static int leastUtf8Sequences(Encoding encoding) {
    return encoding.isDoubleByte() ? 4 : 1;
  }

  /** Whether at most a tenth of what is not ASCII could not be decoded. */
  private static boolean fits(String text) {
    int foreign = 0;
    int replaced = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      foreign += c >= 0x80 ? 1 : 0;
      replaced += c == '\uFFFD' ? 1 : 0;
    }
    return replaced * 10L <= foreign;
  }

  private static Optional<DecodedText> byZeros(byte[] payload) {
    int pairs = Math.min(payload.length, UTF_16_SAMPLE_BYTES) / 2;
    int even = 0;
    int odd = 0;
    for (int i = 0; i < pairs; i++) {
      even += payload[2 * i] == 0 ? 1 : 0;
      odd += payload[2 * i + 1] == 0 ? 1 : 0;
    }
    if (pairs == 0 || Math.max(even, odd) * PAIRS_PER_ZERO < pairs || even == odd) {
      return Optional.empty();
    }
    Encoding encoding = odd > even ? Encoding.UTF_16LE : Encoding.UTF_16BE;
    return Optional.of(text(payload, 0, encoding, Evidence.DETECTED)).filter(t -> fits(t.text()));
  }

  private DecodedText undeclared(byte[] payload, Utf8Census census) {
    boolean mayEscape = census.isAscii() && contains(payload, (byte) 0x1b);
    if (census.isStrict() && !mayEscape) {
      return text(payload, 0, Encoding.UTF_8, Evidence.UTF_8);
    }
    return detector
        .detect(payload)
        .map(encoding -> text(payload, 0, encoding, Evidence.DETECTED))
        .orElseGet(() -> fallback(payload, census));
  }

  private static DecodedText fallback(byte[] payload, Utf8Census census) {
    Encoding encoding = census.isMostlyUtf8() ? Encoding.UTF_8 : Encoding.WINDOWS_1252;
    return text(payload, 0, encoding, Evidence.FALLBACK);
  }

  private static boolean contains(byte[] bytes, byte value) {
    for (byte b : bytes) {
      if (b == value) {
        return true;
      }
    }
    return false;
  }

  private static DecodedText text(byte[] payload, int from, Encoding encoding, Evidence evidence) {
    String text = new String(payload, from, payload.length - from, encoding.charset());
    return new DecodedText(text, encoding.name(), evidence);
  }
}
