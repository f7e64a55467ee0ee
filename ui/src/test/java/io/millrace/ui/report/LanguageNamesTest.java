package io.millrace.ui.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LanguageNamesTest {
  @Test
  void labelsHaveEnglishNamesInEveryLocale() {
    Locales.inTurkish(
        () -> {
          assertThat(LanguageNames.of("deu_Latn")).isEqualTo("German");
          assertThat(LanguageNames.of("ind_Latn")).isEqualTo("Indonesian");
        });
  }

  @Test
  void singleLanguagesAreNamedByTheirMacrolanguage() {
    assertThat(LanguageNames.of("cmn_Hans")).isEqualTo("Chinese");
    assertThat(LanguageNames.of("arb_Arab")).isEqualTo("Arabic");
  }

  @Test
  void languagesOfThreeLettersOnlyAreNamedToo() {
    assertThat(LanguageNames.of("fil_Latn")).isEqualTo("Filipino");
    assertThat(LanguageNames.of("nds_Latn")).isEqualTo("Low German");
    assertThat(LanguageNames.of("pbt_Arab")).isEqualTo("Pashto");
  }

  @Test
  void unknownLabelsHaveNoName() {
    assertThat(LanguageNames.of("und_Cans")).isEmpty();
    assertThat(LanguageNames.of("</script>")).isEmpty();
    assertThat(LanguageNames.of("")).isEmpty();
  }
}
