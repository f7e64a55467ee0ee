package io.millrace.it.fuzz;

import io.millrace.transforms.quality.LanguageProfiles;
import io.millrace.transforms.stage.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Quality profiles in YAML. */
final class ProfileTarget implements FuzzTarget {
  private static final List<String> TOKENS =
      List.of(
          "dup_line_frac: ",
          "stopwords:\n",
          "- [2, 0.1]\n",
          ": ",
          "\n",
          "&a [*a]",
          "!!java.lang.Object {}",
          "{",
          "]",
          "1e999",
          ".nan",
          "-.inf",
          "\t",
          "\u00ff",
          "? ");

  private final byte[] profile;

  /**
   * @param profile a sound one
   */
  ProfileTarget(Path profile) throws IOException {
    this.profile = Files.readAllBytes(profile);
  }

  @Override
  public String title() {
    return "profile";
  }

  @Override
  public String fileName() {
    return "eng_Latn.yml";
  }

  @Override
  public byte[] mutant(Random random) {
    return new Mutator(random, TOKENS).mutate(profile);
  }

  @Override
  public Outcome read(Path file) throws Exception {
    return FuzzTarget.refusing(
        file, ConfigurationException.class, () -> LanguageProfiles.load(file.getParent()));
  }
}
