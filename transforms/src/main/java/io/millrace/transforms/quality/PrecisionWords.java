package io.millrace.transforms.quality;

import io.millrace.transforms.stage.ConfigurationException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps, of languages that identification confuses with others, only the documents that show a word
 * of their own or come from a telling URL (FineWeb2, arXiv 2506.20920, section 4.4.3). Languages
 * without a list are not judged.
 */
public final class PrecisionWords implements Serializable {
  private static final long serialVersionUID = 1L;
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
   *     entry or cannot be read, or the folder
   */
  public static PrecisionWords load(Path folder) {
    PrecisionWords lists = new PrecisionWords();
    for (Path file : textFiles(folder)) {
      Matcher name = NAME.matcher(file.getFileName().toString());
      if (!name.matches()) {
        throw new ConfigurationException(
            file.toString(), "is not named as a list: xxx_Yyyy.txt or xxx_Yyyy.urls.txt");
      }
      Map<String, Set<String>> target = name.group(2) == null ? lists.words : lists.urlParts;
      target.put(name.group(1), entries(file));
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

  private static Set<String> entries(Path file) {
    try {
      Set<String> entries =
          Files.readAllLines(file).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && line.charAt(0) != COMMENT)
              .collect(Collectors.toCollection(HashSet::new));
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
