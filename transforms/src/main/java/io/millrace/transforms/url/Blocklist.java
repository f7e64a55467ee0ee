package io.millrace.transforms.url;

import io.millrace.transforms.stage.ConfigurationException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The files of a folder of blocklists. */
enum Blocklist {
  DOMAINS("blocked-domains.txt", "a domain such as example.com", Blocklist::host),
  HOSTS("blocked-hosts.txt", "a host such as www.example.com", Blocklist::host),
  URLS("blocked-urls.txt", "a URL such as example.com/page", Blocklist::address),
  HARD_WORDS("hard-words.txt", "a word with ASCII letters or digits", AsciiWords::join),
  SOFT_WORDS("soft-words.txt", "a word with ASCII letters or digits", AsciiWords::join),
  SUBSTRINGS("banned-substrings.txt", "a text with ASCII letters or digits", AsciiWords::join);

  private static final char COMMENT = '#';

  private final String fileName;
  private final String expected;
  private final UnaryOperator<String> normalize;

  /**
   * @param fileName in the folder
   * @param expected what a line is
   * @param normalize brings a line into the form that URLs are compared in; empty if it has none
   */
  Blocklist(String fileName, String expected, UnaryOperator<String> normalize) {
    this.fileName = fileName;
    this.expected = expected;
    this.normalize = normalize;
  }

  String fileName() {
    return fileName;
  }

  /**
   * The list's entries, one a line, without blank lines and comments.
   *
   * @param folder where the list is; one that is not there is empty
   * @throws ConfigurationException naming file and line of an entry that could match nothing
   */
  List<String> read(Path folder) {
    Path file = folder.resolve(fileName);
    List<String> entries = new ArrayList<>();
    if (!Files.exists(file)) {
      return entries;
    }
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String entry = line.strip();
        if (!entry.isEmpty() && entry.charAt(0) != COMMENT) {
          entries.add(normalized(file, number, entry));
        }
        number++;
      }
    } catch (CharacterCodingException e) {
      throw new ConfigurationException(file.toString(), "is not UTF-8");
    } catch (IOException e) {
      throw new ConfigurationException(file.toString(), "cannot be read: " + e.getMessage());
    }
    return entries;
  }

  private String normalized(Path file, int line, String entry) {
    String normalized = normalize.apply(entry);
    if (normalized.isEmpty()) {
      throw new ConfigurationException(
          file.toString(), line, "expected " + expected + ", not '" + entry + "'");
    }
    return normalized;
  }

  private static String host(String entry) {
    String host = UrlParts.canonicalHost(entry);
    return host.equals(UrlParts.of(entry).host()) && !hasBlank(entry) ? host : "";
  }

  private static String address(String entry) {
    UrlParts parts = UrlParts.of(entry);
    return parts.host().isEmpty() || hasBlank(entry) ? "" : parts.address();
  }

  private static boolean hasBlank(String entry) {
    return entry.chars().anyMatch(Character::isWhitespace);
  }
}
