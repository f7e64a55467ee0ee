package io.millrace.io.charset;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * Guesses the encoding of a page that declares none, or a wrong one, by the statistics of its
 * bytes.
 *
 * <p>Two detectors err differently. Mozilla's (juniversalchardet) is sure of multi-byte encodings
 * and of Cyrillic, Greek, Hebrew and Thai, and mistakes every other single-byte encoding for
 * Western; ICU's tells Central European, Turkish and Arabic apart. So Mozilla's answer counts where
 * it is not a Latin one, and ICU's elsewhere. Both see only the words with a byte above ASCII:
 * markup and English would outvote them.
 */
final class EncodingDetector {

  private static final int SAMPLE_BYTES = 16 << 10;
  private static final double LEAST_PLAUSIBILITY = 0.8;

  /**
   * Names that are no labels of the web, and KOI8-R: KOI8-U has letters where that has box
   * drawings.
   */
  private static final Map<String, String> MOZILLA_LABELS =
      Map.of("TIS620", "tis-620", "MACCYRILLIC", "x-mac-cyrillic", "KOI8-R", "koi8-u");

  private static final byte ESCAPE = 0x1b;

  /** The most likely encoding, or empty if nothing speaks for any. */
  Optional<Encoding> detect(byte[] page) {
    byte[] sample = wordsAboveAscii(page);
    Optional<Encoding> nonLatin =
        byMozilla(sample).filter(e -> !isLatin(e) && plausibility(e, sample) >= LEAST_PLAUSIBILITY);
    return nonLatin.or(() -> byIcu(sample)).map(encoding -> sibling(encoding, sample));
  }

  /** Whether the page looks at least as much like words in {@code encoding} as in windows-1252. */
  boolean isAsLikelyAsWestern(Encoding encoding, byte[] page) {
    byte[] sample = wordsAboveAscii(page);
    return !encoding.equals(Encoding.WINDOWS_1252)
        && plausibility(encoding, sample) >= plausibility(Encoding.WINDOWS_1252, sample);
  }

  /**
   * The non-Latin encoding in which the page looks more like words than in windows-1252, if any.
   */
  Optional<Encoding> likelierThanWestern(byte[] page) {
    byte[] sample = wordsAboveAscii(page);
    double least =
        Math.max(LEAST_PLAUSIBILITY, Math.nextUp(plausibility(Encoding.WINDOWS_1252, sample)));
    return byMozilla(sample)
        .filter(encoding -> !isLatin(encoding) && plausibility(encoding, sample) >= least)
        .map(encoding -> sibling(encoding, sample));
  }

  private static Optional<Encoding> byMozilla(byte[] sample) {
    UniversalDetector detector = new UniversalDetector();
    detector.handleData(sample);
    detector.dataEnd();
    return Optional.ofNullable(detector.getDetectedCharset())
        .flatMap(name -> Encoding.forLabel(MOZILLA_LABELS.getOrDefault(name, name)));
  }

  /** The first plausible of ICU's matches, most confident first; else the most plausible. */
  private static Optional<Encoding> byIcu(byte[] sample) {
    CharsetDetector detector = new CharsetDetector();
    detector.setText(sample);
    Optional<Encoding> best = Optional.empty();
    double most = 0;
    for (CharsetMatch match : detector.detectAll()) {
      Optional<Encoding> encoding = Encoding.forLabel(match.getName()).filter(e -> !e.isUtf16());
      double plausibility = encoding.map(e -> plausibility(e, sample)).orElse(0.0);
      if (plausibility >= LEAST_PLAUSIBILITY) {
        return encoding;
      }
      if (plausibility > most) {
        most = plausibility;
        best = encoding;
      }
    }
    return best;
  }

  private static double plausibility(Encoding encoding, byte[] sample) {
    return TextPlausibility.of(new String(sample, encoding.charset()));
  }

  /** The two Greek encodings keep the accented capital alpha in different places. */
  private static Encoding sibling(Encoding encoding, byte[] sample) {
    boolean isGreek =
        encoding.name().equals("iso-8859-7") || encoding.name().equals("windows-1253");
    int windows = wordsStartingWith(0xA2, sample);
    int iso = wordsStartingWith(0xB6, sample);
    return !isGreek || windows == iso
        ? encoding
        : Encoding.forLabel(windows > iso ? "windows-1253" : "iso-8859-7").orElseThrow();
  }

  private static int wordsStartingWith(int value, byte[] sample) {
    int count = 0;
    for (int i = 0; i + 1 < sample.length; i++) {
      boolean startsWord = i == 0 || sample[i - 1] == ' ';
      boolean precedesLetter = (sample[i + 1] & 0xff) >= 0xC0;
      count += startsWord && precedesLetter && (sample[i] & 0xff) == value ? 1 : 0;
    }
    return count;
  }

  private static boolean isLatin(Encoding encoding) {
    return switch (encoding.name()) {
      case "windows-1250",
          "windows-1252",
          "windows-1254",
          "windows-1257",
          "windows-1258",
          "iso-8859-2",
          "iso-8859-3",
          "iso-8859-4",
          "iso-8859-13",
          "iso-8859-15",
          "iso-8859-16",
          "macintosh" ->
          true;
      default -> false;
    };
  }

  /** The words outside tags that hold a byte above ASCII; all of a page that shifts by escapes. */
  private static byte[] wordsAboveAscii(byte[] page) {
    ByteArrayOutputStream words = new ByteArrayOutputStream();
    boolean insideTag = false;
    int start = 0;
    boolean isForeign = false;
    for (int i = 0; i <= page.length && words.size() < SAMPLE_BYTES; i++) {
      int b = i < page.length ? page[i] : ' ';
      if (b == ' ' || b == '\n' || b == '\r' || b == '\t' || b == '<' || b == '>') {
        if (isForeign && !insideTag) {
          words.write(page, start, i - start);
          words.write(' ');
        }
        insideTag = b == '<' || (insideTag && b != '>');
        start = i + 1;
        isForeign = false;
      }
      if (b == ESCAPE) {
        return Arrays.copyOf(page, Math.min(page.length, SAMPLE_BYTES));
      }
      isForeign |= b < 0;
    }
    return words.toByteArray();
  }
}
