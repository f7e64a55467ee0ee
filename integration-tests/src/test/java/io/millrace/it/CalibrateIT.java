package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Calibrates on the sample crawl and its expected texts, and curates with what comes out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CalibrateIT {
  private static final Path REFERENCE = Sample.WARC.resolveSibling("expected");

  @TempDir static Path folder;

  private Path profiles;

  @BeforeAll
  void calibrateOnTheSample() {
    profiles = folder.resolve("profiles");
    Cli.Result result = calibrate(Sample.WARC, profiles, "--parallelism=1");

    assertThat(result.exitCode()).as(result.stderr()).isZero();
    assertThat(result.stdout()).contains("deu_Latn").contains("too few passages of its own");
  }

  @Test
  void parallelismChangesNothing() throws IOException {
    Path other = folder.resolve("parallel");
    Cli.Result result = calibrate(Sample.WARC, other, "--parallelism=2");

    assertThat(result.exitCode()).as(result.stderr()).isZero();
    assertThat(texts(other)).isEqualTo(texts(profiles)).hasSizeGreaterThan(10);
    assertThat(new RunOutput(other).summary()).isEqualTo(new RunOutput(profiles).summary());
    assertThat(new RunOutput(other).comparableManifest())
        .isEqualTo(new RunOutput(profiles).comparableManifest());
  }

  @Test
  void theSummaryTellsWhichProfileEachLanguageGets() throws IOException {
    JsonNode summary = new RunOutput(profiles).summary();

    assertThat(summary.at("/languages/deu_Latn/profile").asText()).isEqualTo("deu_Latn");
    assertThat(summary.at("/languages/deu_Latn/passages").asInt()).isBetween(5, 12);
    assertThat(summary.at("/languages/fra_Latn/profile").asText()).isEqualTo("Latn");
    assertThat(summary.at("/languages/heb_Hebr/profile").asText()).isEqualTo("default");
    assertThat(summary.at("/profiles/deu_Latn/repetition").asText()).isEqualTo("deu_Latn");
    assertThat(profiles.resolve("precision/deu_Latn.txt")).content().contains("Menschen\n");
  }

  @Test
  void curateUsesTheProfiles() throws IOException {
    Path strict = folder.resolve("strict");
    Path lenient = folder.resolve("lenient");
    Path impossible = folder.resolve("impossible");
    Files.createDirectories(impossible);
    for (String name : List.of("Latn.yml", "deu_Latn.yml", "default.yml", "eng_Latn.yml")) {
      Files.copy(profiles.resolve(name), impossible.resolve(name));
    }
    String yaml = Files.readString(impossible.resolve("deu_Latn.yml"));
    Files.writeString(
        impossible.resolve("deu_Latn.yml"),
        yaml.replaceFirst("min_avg_word_length: .*", "min_avg_word_length: 50"));

    curate(profiles, lenient);
    curate(impossible, strict);

    assertThat(documents(lenient, "deu_Latn")).isPositive();
    assertThat(documents(strict, "deu_Latn")).isZero();
    assertThat(new RunOutput(lenient).manifest().at("/counts/documents").asInt())
        .isGreaterThan(200);
  }

  @Test
  void aCurateOutputServesAsCrawlAndAsReference() throws IOException {
    Path curated = folder.resolve("curated");
    Path output = folder.resolve("from-curated");
    assertThat(Cli.millrace("curate", "--input=" + Sample.WARC, "--output=" + curated).exitCode())
        .isZero();

    Cli.Result result =
        Cli.millrace(
            "calibrate", "--input=" + curated, "--reference=" + curated, "--output=" + output);

    assertThat(result.exitCode()).as(result.stderr()).isZero();
    JsonNode summary = new RunOutput(output).summary();
    assertThat(summary.at("/languages/deu_Latn/profile").asText()).isEqualTo("Latn");
    // What deduplication and the quality rules dropped is of the crawl, but is no reference.
    assertThat(summary.at("/languages/eng_Latn/crawl_documents").asInt())
        .isGreaterThan(summary.at("/languages/eng_Latn/reference_texts").asInt());
  }

  @Test
  void profilesOfAnEarlierRunDoNotStay() throws IOException {
    Path output = folder.resolve("again");
    Files.createDirectories(output);
    Files.copy(profiles.resolve("deu_Latn.yml"), output.resolve("gsw_Latn.yml"));
    Files.writeString(output.resolve("notes.txt"), "mine");

    assertThat(calibrate(Sample.WARC, output).exitCode()).isEqualTo(2);
    assertThat(calibrate(Sample.WARC, output, "--overwrite").exitCode()).isZero();

    assertThat(output.resolve("gsw_Latn.yml")).doesNotExist();
    assertThat(output.resolve("deu_Latn.yml")).exists();
    assertThat(output.resolve("notes.txt")).hasContent("mine");
  }

  @Test
  void badUsageIsNamedBeforeAnyWork() throws IOException {
    Path misnamed = Files.writeString(folder.resolve("german.txt"), "Text.");

    assertBadUsage("--reference=" + folder + "/none-*.txt", "none-*.txt matches no file");
    assertBadUsage("--reference=" + misnamed, "german.txt: plain text is named for its language");
    assertBadUsage("--reference=" + Sample.WARC, "crawl.warc.gz is none of .parquet, .jsonl");
    assertBadUsage("--tailFractions=0.2", "--tailFractions");
    assertBadUsage("--tailFraction=0.7", "--tailFraction");
    assertBadUsage("--minLanguageScore=0.95", "minLanguageScore=0.95");
    assertBadUsage("--precisionLanguages=gaelic", "gaelic is not of the form gla_Latn");
    assertBadUsage("--languageModel=" + misnamed, "german.txt");
  }

  private static void assertBadUsage(String option, String message) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "calibrate",
                "--input=" + Sample.WARC,
                "--output=" + folder.resolve("bad"),
                option));
    if (!option.startsWith("--reference=")) {
      args.add("--reference=" + REFERENCE + "/*_*.txt");
    }
    Cli.Result result = Cli.millrace(args.toArray(String[]::new));

    assertThat(result.exitCode()).as(option).isEqualTo(2);
    assertThat(result.stderr()).contains(message);
    assertThat(folder.resolve("bad")).doesNotExist();
  }

  private static Cli.Result calibrate(Path crawl, Path output, String... options) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "calibrate",
                "--input=" + crawl,
                "--reference=" + REFERENCE + "/*_*.txt",
                "--output=" + output,
                "--minPassages=5",
                "--minCrawlDocuments=5",
                "--precisionLanguages=deu_Latn"));
    args.addAll(List.of(options));
    return Cli.millrace(args.toArray(String[]::new));
  }

  private static void curate(Path profiles, Path output) {
    Cli.Result result =
        Cli.millrace(
            "curate", "--input=" + Sample.WARC, "--profiles=" + profiles, "--output=" + output);
    assertThat(result.exitCode()).as(result.stderr()).isZero();
  }

  private static long documents(Path output, String language) throws IOException {
    return new RunOutput(output)
        .summary()
        .path("languages")
        .path(language)
        .path("documents")
        .asLong();
  }

  /** The profiles, lists and scale, by name. */
  private static SortedMap<String, String> texts(Path output) throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(output)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = output.relativize(file).toString();
        boolean isResult =
            name.endsWith(".yml") || name.startsWith("precision") || name.contains("scale");
        if (isResult) {
          texts.put(name, Files.readString(file));
        }
      }
    }
    return texts;
  }
}
