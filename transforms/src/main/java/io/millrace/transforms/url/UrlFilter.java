package io.millrace.transforms.url;

import io.millrace.transforms.stage.ConfigurationException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides by lists which URLs are not wanted, in the order of RefinedWeb (arXiv 2306.01116,
 * appendix G.1) as FineWeb applies it: registered domain, host, URL, one hard word, several soft
 * words, a substring of the URL's letters and digits.
 */
public final class UrlFilter implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String LIST_SUFFIX = ".txt";

  private final HashedStrings domains;
  private final HashedStrings hosts;
  private final HashedStrings urls;
  private final Set<String> hardWords;
  private final Set<String> softWords;
  private final SubstringMatcher substrings;
  private final int minSoftWords;

  private UrlFilter(Path folder, int minSoftWords) {
    domains = HashedStrings.of(Blocklist.DOMAINS.read(folder).stream());
    hosts = HashedStrings.of(Blocklist.HOSTS.read(folder).stream());
    urls = HashedStrings.of(Blocklist.URLS.read(folder).stream());
    hardWords = new HashSet<>(Blocklist.HARD_WORDS.read(folder));
    softWords = new HashSet<>(Blocklist.SOFT_WORDS.read(folder));
    substrings = new SubstringMatcher(Blocklist.SUBSTRINGS.read(folder));
    this.minSoftWords = minSoftWords;
  }

  /**
   * Loads the lists of a folder: UTF-8, one entry a line, lines that begin with {@code #} left out.
   * They are {@code blocked-domains.txt}, {@code blocked-hosts.txt}, {@code blocked-urls.txt},
   * {@code hard-words.txt}, {@code soft-words.txt} and {@code banned-substrings.txt}; any may be
   * missing.
   *
   * @param minSoftWords how many different soft words block a URL, at least 1
   * @throws ConfigurationException naming file and line of an invalid entry, or a {@code .txt} file
   *     that is none of the lists, or the folder if it has none
   */
  public static UrlFilter load(Path folder, int minSoftWords) {
    if (minSoftWords < 1) {
      throw new IllegalArgumentException("minSoftWords=" + minSoftWords + ": want 1 or more");
    }
    requireLists(folder);
    return new UrlFilter(folder, minSoftWords);
  }

  /**
   * Compares a URL with the lists.
   *
   * @param url as captured
   * @return the first list that it is on; empty if it is on none
   */
  public Optional<Blocked> check(String url) {
    UrlParts parts = UrlParts.of(url);
    String domain = RegisteredDomain.of(parts.host());
    if (domains.contains(domain)) {
      return blocked("blocked_domain", domain);
    }
    if (hosts.contains(parts.host())) {
      return blocked("blocked_host", parts.host());
    }
    if (urls.contains(parts.address())) {
      return blocked("blocked_url", parts.address());
    }
    return checkWords(url);
  }

  private Optional<Blocked> checkWords(String url) {
    Set<String> words = AsciiWords.split(url);
    Optional<String> hard = words.stream().filter(hardWords::contains).findFirst();
    if (hard.isPresent()) {
      return blocked("hard_word", hard.get());
    }
    List<String> soft = words.stream().filter(softWords::contains).toList();
    if (soft.size() >= minSoftWords) {
      return Optional.of(
          new Blocked("soft_words", String.join(" ", soft), Integer.toString(minSoftWords)));
    }
    String substring = substrings.find(AsciiWords.join(url));
    return substring == null ? Optional.empty() : blocked("banned_substring", substring);
  }

  private static Optional<Blocked> blocked(String reason, String value) {
    return Optional.of(new Blocked(reason, value, ""));
  }

  private static void requireLists(Path folder) {
    List<String> known = Arrays.stream(Blocklist.values()).map(Blocklist::fileName).toList();
    List<String> names;
    try (Stream<Path> files = Files.list(folder)) {
      names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(LIST_SUFFIX))
              .sorted()
              .toList();
    } catch (IOException e) {
      throw new ConfigurationException(folder.toString(), "cannot be listed: " + e.getMessage());
    }
    for (String name : names) {
      if (!known.contains(name)) {
        throw new ConfigurationException(
            folder.resolve(name).toString(),
            "is none of the lists; known are " + String.join(", ", known));
      }
    }
    if (names.isEmpty()) {
      throw new ConfigurationException(
          folder.toString(), "has no list; known are " + String.join(", ", known));
    }
  }
}
