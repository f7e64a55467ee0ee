package io.millrace.io.warc;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a page's server or author asks of robots: the {@code X-Robots-Tag} header and the robots
 * meta element, as search engines document them. A request to one robot counts as one to all.
 */
public final class RobotsDirectives {

  private static final int SCANNED_BYTES = 64 << 10;
  private static final Pattern META = Pattern.compile("(?i)<meta[\\s/][^>]*");
  private static final Pattern NAME =
      Pattern.compile("(?i)\\sname\\s*=\\s*[\"']?\\s*(robots|[a-z-]*bot)\\b");
  private static final Pattern CONTENT =
      Pattern.compile("(?i)\\scontent\\s*=\\s*(?:\"([^\"]*)|'([^']*)|([^\\s\"'>]+))");

  private RobotsDirectives() {}

  /**
   * Whether the page's header or one of its first 64 KiB's meta elements says {@code noarchive}.
   */
  public static boolean forbidArchiving(Capture capture) {
    return saysNoArchive(capture.robotsTags())
        || (capture.kind() == Capture.Kind.HTML && pageForbidsArchiving(capture.payload().bytes()));
  }

  private static boolean saysNoArchive(List<String> values) {
    return values.stream().anyMatch(RobotsDirectives::saysNoArchive);
  }

  /** Directives are separated by commas; the name of a robot and a colon may come before. */
  private static boolean saysNoArchive(String value) {
    for (String directive : value.toLowerCase(Locale.ROOT).split("[,:;\\s]+", -1)) {
      if (directive.equals("noarchive")) {
        return true;
      }
    }
    return false;
  }

  /** Tags are ASCII in every encoding that pages use; in UTF-16 with zeros between. */
  private static boolean pageForbidsArchiving(byte[] page) {
    int length = Math.min(page.length, SCANNED_BYTES);
    String head = new String(page, 0, length, StandardCharsets.ISO_8859_1).replace("\0", "");
    Matcher meta = META.matcher(head);
    while (meta.find()) {
      String element = meta.group();
      Matcher content = CONTENT.matcher(element);
      if (NAME.matcher(element).find() && content.find()) {
        String value = content.group(content.start(1) >= 0 ? 1 : content.start(2) >= 0 ? 2 : 3);
        if (saysNoArchive(value)) {
          return true;
        }
      }
    }
    return false;
  }
}
