package io.millrace.transforms.read;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import io.millrace.transforms.tokenize.SourceText;
import java.io.IOException;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A file of texts: Parquet, or JSON Lines ({@code .jsonl}, {@code .jsonl.gz}), with {@code text}
 * and {@code language}. The language may stand in the path instead ({@code language=xxx_Yyyy/});
 * {@code id}, {@code url}, {@code cluster_id} and {@code cluster_size} are taken where they are;
 * else the id is a hash of language and text, and the document a cluster of its own. Blank lines of
 * JSON Lines are passed over.
 */
final class TextFile {
  private final String path;
  private final String folderLanguage;

  private TextFile(String path) {
    this.path = path;
    this.folderLanguage = LanguageFolder.of(path);
  }

  static TextFile of(String path) {
    return new TextFile(path);
  }

  /**
   * Reads all texts in order.
   *
   * @throws IOException if the file is damaged or lacks what is needed; the message names file and
   *     row or line
   */
  void forEach(Consumer<SourceText> consumer) throws IOException {
    new RecordFile(path).forEach((place, fields) -> consumer.accept(text(place, fields::get)));
  }

  /**
   * The text of a record of the file.
   *
   * @param place of the record, for messages
   * @param fields its fields by name, null where there is none
   */
  SourceText text(String place, UnaryOperator<String> fields) throws IOException {
    String text = fields.apply("text");
    String language = folderLanguage == null ? fields.apply("language") : folderLanguage;
    if (text == null || language == null) {
      throw new IOException(
          place + ": needs a text and a language (as columns, or language=... in the path)");
    }
    String id = orElse(fields.apply("id"), () -> hash(language, text));
    return new SourceText(
        id,
        orElse(fields.apply("url"), () -> ""),
        language,
        orElse(fields.apply("cluster_id"), () -> id),
        clusterSize(place, fields.apply("cluster_size")),
        1,
        text);
  }

  private static String orElse(String value, Supplier<String> other) {
    return value == null ? other.get() : value;
  }

  private static long clusterSize(String place, String value) throws IOException {
    try {
      long size = value == null ? 1 : Long.parseLong(value);
      if (size >= 1) {
        return size;
      }
      throw new IOException(place + ": cluster_size is " + value + "; expected 1 or more");
    } catch (NumberFormatException e) {
      throw new IOException(place + ": cluster_size is " + value + "; expected a number", e);
    }
  }

  private static String hash(String language, String text) {
    HashValue128 hash = Hashing.xxh3_128().hashStream().putString(language).putString(text).get();
    return HexFormat.of().toHexDigits(hash.getMostSignificantBits())
        + HexFormat.of().toHexDigits(hash.getLeastSignificantBits());
  }
}
