package io.millrace.transforms.read;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The language that stands in a file's path: {@code language=xxx_Yyyy/}. */
final class LanguageFolder {
  private static final Pattern FOLDER = Pattern.compile("/language=([^/]+)/");

  private LanguageFolder() {}

  /** The label, or null where the path has none. */
  static String of(String path) {
    Matcher folder = FOLDER.matcher(path);
    return folder.find() ? URLDecoder.decode(folder.group(1), StandardCharsets.UTF_8) : null;
  }
}
