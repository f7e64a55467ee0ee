package io.millrace.transforms.write;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Folders named {@code column=value}, as Hive and its many readers know them. */
final class HivePath {
  private HivePath() {}

  /**
   * @param folder the data set's folder
   * @param column the partition column
   * @param value any text; what is not a letter, digit, {@code _}, {@code -} or {@code .} is
   *     percent-encoded
   */
  static String of(String folder, String column, String value) {
    String escaped =
        URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
    return folder + "/" + column + "=" + escaped;
  }
}
