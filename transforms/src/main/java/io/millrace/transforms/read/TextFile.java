package io.millrace.transforms.read;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import io.millrace.transforms.tokenize.SourceText;
import java.io.IOException;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * A file of texts: Parquet, or JSON Lines ({@code .jsonl}, {@code .jsonl.gz}), with {@code text}
 * and {@code language}. The language may stand in the path instead ({@code language=xxx_Yyyy/});
 * {@code id} and {@code cluster_id} are taken where they are, else the id is a hash of language and
 * text.
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
    new RecordFile(path)
        .forEach(
            (place, fields) ->
                consumer.accept(
                    text(
                        place,
                        fields.get("text"),
                        fields.get("language"),
                        fields.get("id"),
                        fields.get("cluster_id"))));
  }

  private SourceText text(String place, String text, String language, String id, String clusterId)
      throws IOException {
    String label = folderLanguage == null ? language : folderLanguage;
    if (text == null || label == null) {
      throw new IOException(
          place + ": needs a text and a language (as columns, or language=... in the path)");
    }
    String ownId = id == null ? hash(label, text) : id;
    return new SourceText(ownId, label, clusterId == null ? ownId : clusterId, text);
  }

  private static String hash(String language, String text) {
    HashValue128 hash = Hashing.xxh3_128().hashStream().putString(language).putString(text).get();
    return HexFormat.of().toHexDigits(hash.getMostSignificantBits())
        + HexFormat.of().toHexDigits(hash.getLeastSignificantBits());
  }
}
