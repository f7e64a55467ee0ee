package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with an invocation of {@code curate} is said before any work starts. */
class CurateUsageIT {
  @TempDir Path folder;

  private Path given;

  @BeforeEach
  void makeAFolder() throws IOException {
    given = Files.createDirectory(folder.resolve("given"));
  }

  @Test
  void aProfileWithAnUnknownKeyNamesFileLineAndKey() throws IOException {
    write("deu_Latn.yml", "language_score: 0.5\nmax_word_lenght: 3\n");
    refuses("--profiles=" + given, "deu_Latn.yml", "2", "max_word_lenght");
  }

  @Test
  void aProfileWithAValueThatIsNoNumberNamesFileLineAndKey() throws IOException {
    write("default.yml", "line_punct_thr: much\n");
    refuses("--profiles=" + given, "default.yml", "1", "line_punct_thr");
  }

  @Test
  void aFolderWithoutProfilesIsNamed() {
    refuses("--profiles=" + given, given.toString(), "no profile");
  }

  @Test
  void aMissingFolderOfProfilesIsNamed() {
    refuses("--profiles=" + folder + "/none", folder + "/none");
  }

  @Test
  void aModelThatIsNoneIsNamed() throws IOException {
    Path model = write("model.bin", "no model");
    refuses("--languageModel=" + model, "--languageModel=" + model);
  }

  @Test
  void aMissingModelIsNamed() {
    refuses("--languageModel=" + folder + "/none.ftz", folder + "/none.ftz");
  }

  @Test
  void aBlocklistOfNoKnownNameIsNamed() throws IOException {
    write("blocked-domian.txt", "example.org\n");
    refuses("--blocklists=" + given, "blocked-domian.txt");
  }

  @Test
  void aListOfPrecisionWordsWithoutAnEntryIsNamed() throws IOException {
    write("gla_Latn.txt", "# nothing\n");
    refuses("--precisionWords=" + given, "gla_Latn.txt", "no entry");
  }

  @Test
  void aGlobThatMatchesNothingIsNamed() {
    refuses("--input=" + folder + "/*.warc.gz", "--input=" + folder + "/*.warc.gz", "no file");
  }

  @Test
  void anUnknownStageIsNamed() {
    refuses("--skipStages=url,qualty", "--skipStages", "qualty", "url, extract, language");
  }

  @Test
  void aValueOutOfRangeIsNamedWithTheRange() {
    refuses("--minSimilarity=1.5", "--minSimilarity", "1.5", "0 to 1");
  }

  @Test
  void boundsTheWrongWayRoundAreNamed() {
    refuses("--minLanguageScore=0.95", "--minLanguageScore=0.95", "--maxLanguageScore=0.9");
  }

  @Test
  void aMistypedOptionIsNamedWithTheNearest() {
    refuses("--minSimilarty=0.5", "--minSimilarty", "--minSimilarity");
  }

  @Test
  void aMistypedOptionOfBeamIsNamedWithTheNearest() {
    refuses("--paralelism=2", "--paralelism", "--parallelism");
  }

  @Test
  void aValueOfTheWrongTypeIsNamedForBeamsOptionsToo() {
    refuses("--parallelism=two", "--parallelism=two is not of the type");
  }

  @Test
  void limitsTheWrongWayRoundAreNamed() {
    refuses("--minWords=200000", "--minWords=200000", "--maxWords=100000");
  }

  @Test
  void anEntryOfAListThatNeverMatchesIsNamedWithItsLine() throws IOException {
    write("gla_Latn.txt", "agus\ntha e\n");
    refuses("--precisionWords=" + given, "gla_Latn.txt, line 2", "tha e");
  }

  @Test
  void aKeyOfAConfigurationFileIsNamedWithItsLine() throws IOException {
    Path config = write("curate.yml", "keepDropped: true\nminSimilarity: high\n");
    refuses("--config=" + config, "curate.yml", "2", "minSimilarity");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(given.resolve(name), text);
  }

  private void refuses(String option, String... words) {
    Path output = folder.resolve("output");
    List<String> args = new ArrayList<>(List.of("curate", "--output=" + output, option));
    if (!option.startsWith("--input=")) {
      args.add("--input=" + Sample.WARC);
    }

    Cli.Result result = Cli.millrace(args.toArray(String[]::new));

    assertThat(result.exitCode()).as(result.stderr()).isEqualTo(2);
    assertThat(result.stderr()).contains(words);
    assertThat(output).doesNotExist();
  }
}
