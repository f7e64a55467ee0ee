package io.millrace.transforms.boilerplate;

import io.millrace.transforms.share.Hash128;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The lines of a page, each together with its host: what a site repeats, menus and notices that
 * extraction took for content, are lines that many of its pages have.
 */
final class SiteLines {
  private SiteLines() {}

  /**
   * The host of an address, in lower case; the whole address where it has none.
   *
   * @param url any text
   */
  static String host(String url) {
    try {
      String host = new URI(url).getHost();
      return host == null ? url : host.toLowerCase(Locale.ROOT);
    } catch (URISyntaxException e) {
      return url;
    }
  }

  /** Each different line of a text, blank ones left out, as a hash with its host. */
  static Set<Hash128> hashes(String host, String text) {
    Set<Hash128> hashes = new LinkedHashSet<>();
    text.lines().filter(line -> !line.isBlank()).forEach(line -> hashes.add(hash(host, line)));
    return hashes;
  }

  /**
   * A text without some of its lines.
   *
   * @param repeated whether a line goes, by its hash with its host
   */
  static String without(String host, String text, Predicate<Hash128> repeated) {
    StringBuilder rest = new StringBuilder(text.length());
    text.lines()
        .filter(line -> line.isBlank() || !repeated.test(hash(host, line)))
        .forEach(line -> rest.append(line).append('\n'));
    // A line feed ends the text only if it did before.
    boolean ended = text.endsWith("\n");
    return rest.substring(0, Math.max(0, rest.length() - (ended ? 0 : 1)));
  }

  private static Hash128 hash(String host, String line) {
    return Hash128.of(host, line.strip());
  }
}
