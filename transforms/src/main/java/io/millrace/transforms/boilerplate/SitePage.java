package io.millrace.transforms.boilerplate;

import io.millrace.io.document.Document;
import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.url.UrlParts;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A page as a part of its site. Lines are compared by a hash of host and line, blanks at either end
 * left out. (Case and digits tell lines apart: with digits folded, as deduplication does, the
 * numeric cells of a site's tables and its numbered headings would all be one line.)
 *
 * @param host of the page; a page without one is a site of its own, named by its address
 * @param text the page's, a line a block
 */
record SitePage(String host, String text) {
  static SitePage of(Document document) {
    String host = UrlParts.of(document.url()).host();
    return new SitePage(host.isEmpty() ? document.url() : host, document.text());
  }

  /** Stands for the site, as no line does. */
  Hash128 site() {
    return Hash128.of(host);
  }

  /** Each different line that has a letter: without one it is punctuation of code, or a figure. */
  Set<Hash128> lines() {
    return text.lines()
        .filter(SitePage::hasLetter)
        .map(this::hash)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * The text without some of its lines.
   *
   * @param removed whether a line goes, by its hash
   */
  String without(Predicate<Hash128> removed) {
    String rest =
        text.lines()
            .filter(line -> !hasLetter(line) || !removed.test(hash(line)))
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    boolean ended = text.endsWith("\n") || rest.isEmpty();
    return ended ? rest : rest.substring(0, rest.length() - 1);
  }

  private Hash128 hash(String line) {
    return Hash128.of(host, line.strip());
  }

  private static boolean hasLetter(String line) {
    return line.codePoints().anyMatch(Character::isLetter);
  }
}
