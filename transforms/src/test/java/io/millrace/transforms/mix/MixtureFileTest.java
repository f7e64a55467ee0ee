package io.millrace.transforms.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.transforms.stage.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MixtureFileTest {
  @TempDir Path folder;

  @Test
  void readsOnePhaseOfWeights() throws IOException {
    assertThat(read("languages: {eng_Latn: 3, deu_Latn: 0.5}"))
        .isEqualTo(
            Mixture.of(new WeightedMix(new TreeMap<>(Map.of("eng_Latn", 3.0, "deu_Latn", 0.5)))));
  }

  @Test
  void readsPhasesInOrder() throws IOException {
    assertThat(
            read(
                """
                phases:
                  - share: 0.6
                    mix: unimax:4
                  - {share: 0.4, languages: {eng_Latn: 1}}
                """))
        .isEqualTo(
            new Mixture(
                List.of(
                    new Mixture.Phase(0.6, new UniMax(4)),
                    new Mixture.Phase(
                        0.4, new WeightedMix(new TreeMap<>(Map.of("eng_Latn", 1.0)))))));
  }

  @Test
  void phasesShareABudgetToTheToken() {
    Mixture mixture =
        new Mixture(
            List.of(
                new Mixture.Phase(1, PowerMix.NATURAL),
                new Mixture.Phase(1, PowerMix.NATURAL),
                new Mixture.Phase(1, PowerMix.NATURAL)));

    assertThat(mixture.phaseBudgets(100)).containsExactly(33, 34, 33);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "langs: {a: 1} | 1 | langs: unknown key",
        "languages: {eng_Latn: much} | 1 | eng_Latn: expected a number, not 'much'",
        "languages: {eng_Latn: -1} | 1 | 0 or more",
        "languages: {eng_Latn: 0} | 1 | above 0",
        "languages: {} | 1 | above 0",
        "languages: [eng_Latn] | 1 | expected weights by language",
        "phases: [] | 1 | expected one at least",
        "phases: [{share: 1}] | 1 | share, and mix or languages",
        "phases: [{share: 0, mix: natural}] | 1 | above 0",
        "phases: [{share: 1, mix: unimix}] | 1 | 'unimix' is no language mix",
        "phases: [{share: 1, mix: natural, languages: {a: 1}}] | 1 | not both",
        "phases: [{share: 1, mix: natural, lenght: 3}] | 1 | lenght: unknown key",
        "'languages: {eng_Latn: 1' | 1 | not YAML",
      })
  void namesFileLineAndKeyOfAMistake(String yaml, int line, String message) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("mixture.yml")
        .hasMessageContaining(String.valueOf(line))
        .hasMessageContaining(message);
  }

  @Test
  void aMistakeFurtherDownIsNamedWithItsLine() {
    assertThatThrownBy(() -> read("phases:\n  - share: 1\n    mix: natural\n  - share: one\n"))
        .hasMessageContaining("mixture.yml, line 4");
  }

  private Mixture read(String yaml) throws IOException {
    return MixtureFile.read(Files.writeString(folder.resolve("mixture.yml"), yaml));
  }
}
