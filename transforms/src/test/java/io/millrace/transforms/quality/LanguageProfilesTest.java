package io.millrace.transforms.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.transforms.stage.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageProfilesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "deu_Latn, deu_Latn, 0.1",
    "gsw_Latn, Latn, 0.2",
    "rus_Cyrl, default, 0.3",
    "und_Latn, Latn, 0.2",
    "und, default, 0.3",
    "'', default, 0.3",
  })
  void fallsBackFromLanguageToScriptToDefault(String label, String name, double threshold)
      throws IOException {
    write("deu_Latn.yml", "0.1");
    write("Latn.yml", "0.2");
    write("default.yml", "0.3");
    Files.writeString(folder.resolve("README.md"), "not a profile");

    LanguageProfiles.Choice choice = LanguageProfiles.load(folder).choose(label);

    assertThat(choice.name()).isEqualTo(name);
    assertThat(choice.profile().dupLineFrac()).isEqualTo(threshold);
  }

  @Test
  void completesAFolderByTheBuiltInDefaultOnly() throws IOException {
    write("deu_Latn.yml", "0.1");

    assertThat(LanguageProfiles.load(folder).choose("eng_Latn"))
        .isEqualTo(
            new LanguageProfiles.Choice(
                "default", LanguageProfiles.builtIn().choose("xxx_Xxxx").profile()));
  }

  @Test
  void liesOverOthersThatHaveWhatItLeavesOut() throws IOException {
    write("Latn.yml", "0.1");
    LanguageProfiles shipped = LanguageProfiles.builtIn();

    LanguageProfiles both = LanguageProfiles.load(folder).over(shipped);

    assertThat(both.choose("gsw_Latn").profile().dupLineFrac()).isEqualTo(0.1);
    assertThat(both.choose("deu_Latn")).isEqualTo(shipped.choose("deu_Latn"));
    assertThat(both.defaultAlone().choose("deu_Latn").name()).isEqualTo("default");
  }

  @Test
  void bringsEveryProfileThatItsIndexNames() throws Exception {
    Path folder = Path.of(LanguageProfiles.class.getResource("profiles.txt").toURI()).getParent();
    try (Stream<Path> files = Files.list(folder)) {
      List<String> profiles =
          files
              .map(file -> file.getFileName().toString())
              .filter(LanguageProfiles::isProfile)
              .map(name -> name.replace(".yml", ""))
              .toList();

      assertThat(Files.readAllLines(folder.resolve("profiles.txt")))
          .containsExactlyInAnyOrderElementsOf(profiles);
      for (String name : profiles) {
        assertThat(LanguageProfiles.builtIn().choose(name).name()).isEqualTo(name);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"deu_Latn, deu_Latn", "gsw_Latn, Latn", "bel_Cyrl, Cyrl", "tha_Thai, default"})
  void bringsProfilesOfLanguagesScriptsAndTheRest(String label, String name) {
    assertThat(LanguageProfiles.builtIn().choose(label).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({"eng_Latn.yml, true", "Latn.yml, true", "default.yml, true", "latin.yml, false"})
  void knowsAProfileByItsName(String file, boolean isProfile) {
    assertThat(LanguageProfiles.isProfile(file)).isEqualTo(isProfile);
  }

  @Test
  void knowsEnglishStopWordsForEnglishOnly() {
    LanguageProfiles profiles = LanguageProfiles.builtIn();

    assertThat(profiles.choose("eng_Latn").profile().stopWords()).contains("the").hasSize(8);
    assertThat(profiles.choose("zzz_Latn").profile().stopWords()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"german.yml", "deu_Latn.yaml", "deu-Latn.yml", "Default.yml"})
  void refusesAFileThatNoLanguageWouldFind(String name) throws IOException {
    write(name, "0.1");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> LanguageProfiles.load(folder))
        .withMessageContaining(name)
        .withMessageContaining("xxx_Yyyy.yml, Yyyy.yml or default.yml");
  }

  @Test
  void namesTheFileThatIsNoProfile() throws IOException {
    write("deu_Latn.yml", "often");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> LanguageProfiles.load(folder))
        .withMessageContaining(folder.resolve("deu_Latn.yml") + ", line 1: dup_line_frac");
  }

  @Test
  void refusesAFileThatIsNotUtf8() throws IOException {
    Files.write(folder.resolve("deu_Latn.yml"), new byte[] {'#', (byte) 0xE4});

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> LanguageProfiles.load(folder))
        .withMessageContaining("is not UTF-8");
  }

  @Test
  void refusesAFolderWithoutProfilesAndNoFolder() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> LanguageProfiles.load(folder))
        .withMessageContaining("has no profile");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> LanguageProfiles.load(folder.resolve("missing")))
        .withMessageContaining("missing: cannot be listed");
  }

  private void write(String name, String dupLineFrac) throws IOException {
    Files.writeString(
        folder.resolve(name), TestProfiles.yaml(Map.of("dup_line_frac", dupLineFrac)));
  }
}
