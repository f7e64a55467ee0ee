package io.millrace.transforms.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.io.document.Document;
import io.millrace.transforms.quality.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterChoiceTest {
  private static final FilterCatalog CATALOG =
      new FilterCatalog(
          List.of(
              new NamedFilter("brevity", "2", Map.of("minWords", 5.0, "maxWords", 10.0)),
              new NamedFilter("plain", "1.0-b", Map.of())));

  @Test
  void thresholdsThatAreNotGivenHaveTheirDefaults() {
    FilterChoice choice = FilterChoice.parse("brevity:maxWords=7", CATALOG);

    assertThat(choice)
        .isEqualTo(
            new FilterChoice(
                "brevity", "2", new TreeMap<>(Map.of("minWords", 5.0, "maxWords", 7.0))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "brevity | brevity@2:maxWords=10.0,minWords=5.0",
        "brevity:minWords=1e1,maxWords=-1 | brevity@2:maxWords=-1.0,minWords=10.0",
        "plain@1.0-b | plain@1.0-b"
      })
  void itsTextIsTheSameForTheSameChoiceAndCanBeRead(String given, String text) {
    FilterChoice choice = FilterChoice.parse(given, CATALOG);

    assertThat(choice).hasToString(text);
    assertThat(FilterChoice.parse(text, CATALOG)).isEqualTo(choice);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "brief | there is no filter 'brief' on the class path, only brevity, plain",
        "brevity@1 | filter brevity is there in version 2 only",
        "brevity:words=3 | filter brevity has no threshold 'words'; it has maxWords, minWords",
        "plain:words=3 | filter plain has no threshold 'words'; it has none",
        "brevity:minWords=few | filter brevity: 'minWords=few' gives no number",
        "brevity:minWords | filter brevity: 'minWords' gives no number",
        ":minWords=3 | expected NAME or NAME:THRESHOLD=NUMBER"
      })
  void whatIsWrongIsSaid(String given, String message) {
    assertThatThrownBy(() -> FilterChoice.parse(given, CATALOG))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aNameThatCouldBeNoFolderIsRefused() {
    FilterCatalog catalog = new FilterCatalog(List.of(new NamedFilter("../up", "1", Map.of())));

    assertThatThrownBy(() -> FilterChoice.parse("../up", catalog))
        .hasMessageContaining("NamedFilter: its name() must be lower-case letters");
  }

  @Test
  void twoFiltersOfOneNameAreRefused() {
    NamedFilter filter = new NamedFilter("brevity", "1", Map.of());

    assertThatThrownBy(() -> new FilterCatalog(List.of(filter, filter)))
        .hasMessageContaining("two filters are named brevity");
  }

  private record NamedFilter(String name, String version, Map<String, Double> thresholds)
      implements DocumentFilter {
    @Override
    public Verdict judge(Document document, Map<String, Double> thresholds) {
      return Verdict.KEPT;
    }
  }
}
