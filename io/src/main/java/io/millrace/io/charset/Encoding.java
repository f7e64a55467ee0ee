package io.millrace.io.charset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A character encoding as the web knows it.
 *
 * @param name its name in the WHATWG Encoding Standard, in lower case
 * @param charset what decodes it
 */
public record Encoding(String name, Charset charset) {

  /** The encoding of the web. */
  public static final Encoding UTF_8 = new Encoding("utf-8", StandardCharsets.UTF_8);

  static final Encoding UTF_16LE = new Encoding("utf-16le", StandardCharsets.UTF_16LE);
  static final Encoding UTF_16BE = new Encoding("utf-16be", StandardCharsets.UTF_16BE);

  private static final Map<String, Encoding> BY_LABEL = readLabels();

  /** What pages in no known encoding are taken for, as browsers do. */
  static final Encoding WINDOWS_1252 = forLabel("windows-1252").orElseThrow();

  /**
   * The encoding that a label stands for on the web, which is not always what it says: {@code
   * iso-8859-1} means windows-1252, {@code gb2312} GBK. Case and surrounding blanks are ignored.
   */
  public static Optional<Encoding> forLabel(String label) {
    return Optional.ofNullable(BY_LABEL.get(label.strip().toLowerCase(Locale.ROOT)));
  }

  boolean isUtf16() {
    return name.startsWith("utf-16");
  }

  /** Whether a character may take more than one byte, none of them below 0x80 at its start. */
  boolean isDoubleByte() {
    return switch (name) {
      case "gbk", "gb18030", "big5", "euc-jp", "shift_jis", "euc-kr" -> true;
      default -> false;
    };
  }

  private static Map<String, Encoding> readLabels() {
    Map<String, Encoding> labels = new HashMap<>();
    try (InputStream in = Encoding.class.getResourceAsStream("encodings.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" ", -1))
          .forEach(
              fields -> {
                Encoding encoding = new Encoding(fields[0], Charset.forName(fields[1]));
                for (int i = 2; i < fields.length; i++) {
                  labels.put(fields[i], encoding);
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return labels;
  }
}
