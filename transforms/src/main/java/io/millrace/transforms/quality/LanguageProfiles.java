package io.millrace.transforms.quality;

import io.millrace.transforms.stage.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Profiles by language label. A language without one takes its script's ({@code Latn.yml} for
 * {@code gsw_Latn}), a script without one the default ({@code default.yml}).
 */
public final class LanguageProfiles implements Serializable {
  /** The name of the profile for languages that have none, nor their script. */
  public static final String DEFAULT = "default";

  private static final long serialVersionUID = 1L;
  private static final String SUFFIX = ".yml";
  private static final Pattern NAME =
      Pattern.compile("[a-z]{3}_[A-Z][a-z]{3}|[A-Z][a-z]{3}|default");

  /** Names what the library brings, because a jar's folders cannot be listed. */
  private static final String INDEX = "profiles.txt";

  private final HashMap<String, LanguageProfile> profiles;

  /**
   * @param profiles by label, script or {@code default}; the built-in default where that is missing
   */
  private LanguageProfiles(Map<String, LanguageProfile> profiles) {
    this.profiles = new HashMap<>(profiles);
    this.profiles.computeIfAbsent(DEFAULT, LanguageProfiles::builtIn);
  }

  /**
   * The profile found for a language.
   *
   * @param name whose it is: the language's label, its script, or {@code default}
   * @param profile the thresholds
   */
  public record Choice(String name, LanguageProfile profile) {}

  /** The profiles that come with the library; {@code docs/profiles.md} says where from. */
  public static LanguageProfiles builtIn() {
    Map<String, LanguageProfile> profiles = new HashMap<>();
    for (String name : resource(INDEX).split("\n")) {
      profiles.put(name, builtIn(name));
    }
    return new LanguageProfiles(profiles);
  }

  /** Whether a file of this name is a profile: {@code xxx_Yyyy.yml} and the like. */
  public static boolean isProfile(String name) {
    return name.endsWith(SUFFIX)
        && NAME.matcher(name.substring(0, name.length() - SUFFIX.length())).matches();
  }

  /**
   * A folder's profiles; the default is the built-in one where it has none. They are the files
   * {@code xxx_Yyyy.yml} (ISO 639-3, ISO 15924), {@code Yyyy.yml} and {@code default.yml}.
   *
   * @throws ConfigurationException naming the file, and line and key within it, if one is not a
   *     profile or is named otherwise, or if there is none
   */
  public static LanguageProfiles load(Path folder) {
    Map<String, LanguageProfile> profiles = new HashMap<>();
    for (Path file : yamlFiles(folder)) {
      String name = nameOf(file);
      try {
        String yaml = Files.readString(file);
        profiles.put(name, LanguageProfileReader.read(file.toString(), yaml));
      } catch (CharacterCodingException e) {
        throw new ConfigurationException(file.toString(), "is not UTF-8");
      } catch (IOException e) {
        throw new ConfigurationException(file.toString(), "cannot be read: " + e.getMessage());
      }
    }
    if (profiles.isEmpty()) {
      throw new ConfigurationException(folder.toString(), "has no profile; expected *.yml files");
    }
    return new LanguageProfiles(profiles);
  }

  /** These profiles, and another's for the names that have none here. */
  public LanguageProfiles over(LanguageProfiles others) {
    Map<String, LanguageProfile> all = new HashMap<>(others.profiles);
    all.putAll(profiles);
    return new LanguageProfiles(all);
  }

  /** The default for every language. */
  public LanguageProfiles defaultAlone() {
    return new LanguageProfiles(Map.of(DEFAULT, profiles.get(DEFAULT)));
  }

  /**
   * The profile for a language.
   *
   * @param label such as {@code deu_Latn}; one that is not of this form gets the default
   */
  public Choice choose(String label) {
    String script = label.substring(label.lastIndexOf('_') + 1);
    for (String name : List.of(label, script)) {
      LanguageProfile profile = profiles.get(name);
      if (profile != null) {
        return new Choice(name, profile);
      }
    }
    return new Choice(DEFAULT, profiles.get(DEFAULT));
  }

  /**
   * The least score of a language's label that its profile asks for.
   *
   * @param label such as {@code deu_Latn}
   * @return null where the profile leaves it open
   */
  public Double languageScore(String label) {
    double score = choose(label).profile().languageScore();
    return score < 0 || score >= 1 ? null : score;
  }

  private static List<Path> yamlFiles(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX) || file.toString().endsWith(".yaml"))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new ConfigurationException(folder.toString(), "cannot be listed: " + e.getMessage());
    }
  }

  private static String nameOf(Path file) {
    String name = file.getFileName().toString();
    String stem = name.substring(0, name.lastIndexOf('.'));
    if (!name.endsWith(SUFFIX) || !NAME.matcher(stem).matches()) {
      throw new ConfigurationException(
          file.toString(), "is not named as a profile: xxx_Yyyy.yml, Yyyy.yml or default.yml");
    }
    return stem;
  }

  private static LanguageProfile builtIn(String name) {
    return LanguageProfileReader.read(name + SUFFIX, resource(name + SUFFIX));
  }

  private static String resource(String file) {
    try (InputStream bytes = LanguageProfiles.class.getResourceAsStream(file)) {
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
