package io.millrace.transforms.quality;

import io.millrace.transforms.stage.ConfigurationException;
import io.millrace.transforms.words.WordSegmenter;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keeps, of languages that identification confuses with others, only the documents that show a word
 * of their own or come from a telling URL (FineWeb2, arXiv 2506.20920, section 4.4.3). Languages
 * without a list are not judged.
 */
public final class PrecisionWords implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String WANTED = "give one word, or one part of a URL in lower case, a line";
  private static final char COMMENT = '#';
  private static final Pattern NAME = Pattern.compile("([a-z]{3}_[A-Z][a-z]{3})(\\.urls)?\\.txt");

  private final HashMap<String, Set<String>> words = new HashMap<>();
  private final HashMap<String, Set<String>> urlParts = new HashMap<>();

  private PrecisionWords() {}

  /** Lists nothing, so keeps everything. */
  public static PrecisionWords none() {
    return new PrecisionWords();
  }

  /**
   * Loads a folder of lists: UTF-8, one entry a line, lines that begin with {@code #} left out.
   * {@code xxx_Yyyy.txt} has words; {@code xxx_Yyyy.urls.txt} parts of URLs in lower case, such as
   * {@code .gl/} or {@code /gla/}.
   *
   * @throws ConfigurationException naming the {@code .txt} file that is named otherwise, has no
   *     entry or one that is no single word, or cannot be read, or the folder
   */
  public static PrecisionWords load(Path folder) {
    PrecisionWords lists = new PrecisionWords();
    for (Path file : textFiles(folder)) {
      Matcher name = NAME.matcher(file.getFileName().toString());
      if (!name.matches()) {
        throw new ConfigurationException(
            file.toString(), "is not named as a list: xxx_Yyyy.txt or xxx_Yyyy.urls.txt");
      }
      if (name.group(2) == null) {
        lists.words.put(name.group(1), entries(file, PrecisionWords::isWord));
      } else {
        lists.urlParts.put(name.group(1), entries(file, PrecisionWords::isUrlPart));
      }
    }
    return lists;
  }

  /**
   * Judges a document.
   *
   * @param language its label
   * @param url where it was captured
   * @param tokens its words in order
   */
  public Verdict judge(String language, String url, List<String> tokens) {
    Set<String> own = words.getOrDefault(language, Set.of());
    Set<String> telling = urlParts.getOrDefault(language, Set.of());
    boolean isListed = words.containsKey(language) || urlParts.containsKey(language);
    if (!isListed || tokens.stream().anyMatch(own::contains)) {
      return Verdict.KEPT;
    }
    // A host's end shows by the slash behind it, which a URL without a path lacks.
    String lowerCase = url.toLowerCase(Locale.ROOT) + "/";
    return telling.stream().anyMatch(lowerCase::contains)
        ? Verdict.KEPT
        : new Verdict("no_precision_word", 0, 1);
  }

  private static List<Path> textFiles(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    } catch (IOException e) {
      throw new ConfigurationException(folder.toString(), "cannot be listed: " + e.getMessage());
    }
  }

  private static boolean isWord(String entry) {
    return new WordSegmenter().segment(entry).strings().equals(List.of(entry));
  }

  private static boolean isUrlPart(String entry) {
    return entry.equals(entry.toLowerCase(Locale.ROOT))
        && entry.codePoints().noneMatch(Character::isWhitespace);
  }

  private static Set<String> entries(Path file, Predicate<String> mayMatch) {
    try {
      Set<String> entries = new HashSet<>();
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        String entry = lines.get(i).strip();
        if (!entry.isEmpty() && entry.charAt(0) != COMMENT) {
          if (!mayMatch.test(entry)) {
            throw new ConfigurationException(
                file + ", line " + (i + 1), "'" + entry + "' never matches; " + WANTED);
          }
          entries.add(entry);
        }
      }
      if (entries.isEmpty()) {
        throw new ConfigurationException(
            file.toString(), "has no entry, so would drop the whole language; remove the file");
      }
      return entries;
    } catch (CharacterCodingException e) {
      throw new ConfigurationException(file.toString(), "is not UTF-8");
    } catch (IOException e) {
      throw new ConfigurationException(file.toString(), "cannot be read: " + e.getMessage());
    }
  }
}
