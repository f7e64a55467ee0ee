package io.millrace.io.warc;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.netpreserve.jwarc.MessageHeaders;

/** The target of a record, as far as it must be sound for a URL filter to judge it. */
final class TargetUrl {

  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*");

  /** Scheme, user, host in any script or an IPv6 address, port. */
  private static final Pattern WITH_HOST =
      Pattern.compile(
          "(?i)https?://([^/?#\\s]*@)?"
              + "([^\\s\\p{Cntrl}#/:<>?@\\[\\\\\\]^|%]+|\\[[0-9a-f:.]+])(:[0-9]*)?([/?#].*)?");

  private TargetUrl() {}

  /** {@code WARC-Target-URI} without blanks and angle brackets around it. */
  static String of(MessageHeaders headers) throws CorruptInputException {
    String url = headers.first("WARC-Target-URI").orElse("").strip();
    if (url.startsWith("<") && url.endsWith(">") && url.length() > 1) {
      url = url.substring(1, url.length() - 1).strip();
    }
    if (url.isEmpty()) {
      throw new CorruptInputException("no WARC-Target-URI");
    }
    return url;
  }

  static String scheme(String url) {
    Matcher matcher = SCHEME.matcher(url);
    return matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
  }

  static boolean isHttp(String url) {
    String scheme = scheme(url);
    return scheme.equals("http") || scheme.equals("https");
  }

  /**
   * Refuses what has no host, or one with characters that the WHATWG URL standard forbids there.
   */
  static void requireHost(String url) throws CorruptInputException {
    if (!WITH_HOST.matcher(url).matches()) {
      throw new CorruptInputException("no valid host in WARC-Target-URI '" + url + "'");
    }
  }
}
