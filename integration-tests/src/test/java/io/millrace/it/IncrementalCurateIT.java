package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A crawl curated after another, knowing its signatures. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IncrementalCurateIT {
  @TempDir static Path folder;

  private Path first;
  private Path firstCrawl;

  @BeforeAll
  void curateTheFirstCrawl() throws IOException {
    firstCrawl = Sample.subset(folder.resolve("first.warc.gz"), 8, 40);
    first = folder.resolve("first");
    assertThat(curate(firstCrawl, first).exitCode()).isZero();
  }

  @Test
  void whatAnEarlierRunKnowsIsDropped() throws Exception {
    Path again = folder.resolve("again");

    Cli.Result result = curate(firstCrawl, again, "--knownSignatures=" + first);

    assertThat(result.exitCode()).as(result.stderr()).isZero();
    RunOutput output = new RunOutput(again);
    assertThat(output.manifest().at("/counts/documents").asLong()).isZero();
    assertThat(dropped(again)).isEqualTo(deduplicated(first));
  }

  @Test
  void aLargerCrawlAddsTheRest() throws Exception {
    Path whole = folder.resolve("whole");
    Path rest = folder.resolve("rest");
    Path both = Sample.subset(folder.resolve("both.warc.gz"), 4, 80);

    assertThat(curate(both, whole).exitCode()).isZero();
    Cli.Result result = curate(both, rest, "--knownSignatures=" + first.resolve("signatures"));

    assertThat(result.exitCode()).as(result.stderr()).isZero();
    assertThat(deduplicated(rest) - dropped(rest))
        .isEqualTo(deduplicated(whole) - dropped(whole) - clusters(first))
        .isPositive();
  }

  @Test
  void signaturesOfOtherParametersAreRefused() {
    Cli.Result result =
        curate(
            firstCrawl,
            folder.resolve("refused"),
            "--knownSignatures=" + first,
            "--shingleWords=4");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.stderr())
        .contains("--knownSignatures=" + first)
        .contains("shingles of 5 words")
        .contains("shingles of 4 words");
  }

  @Test
  void signaturesOfOtherLabelsAreRefused() {
    Cli.Result result =
        curate(
            firstCrawl,
            folder.resolve("refused"),
            "--knownSignatures=" + first,
            "--skipStages=language");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.stderr())
        .contains("--knownSignatures=" + first, "another language model", "embedded");
  }

  @Test
  void aFolderThatIsNoFinishedRunIsRefused() {
    Cli.Result result =
        curate(firstCrawl, folder.resolve("refused"), "--knownSignatures=" + folder + "/nowhere");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.stderr()).contains("nowhere").contains("manifest.json");
  }

  private static Cli.Result curate(Path crawl, Path output, String... options) {
    List<String> args = new ArrayList<>(List.of("curate", "--input=" + crawl));
    // Languages are left alone: their thresholds would differ between the crawls.
    args.addAll(List.of("--output=" + output, "--minLanguageScore=0", "--maxLanguageScore=0"));
    args.addAll(List.of(options));
    return Cli.millrace(args.toArray(String[]::new));
  }

  /** Documents that entered deduplication. */
  private static long deduplicated(Path output) throws IOException {
    return new RunOutput(output).summary().at("/stages/3/in").asLong();
  }

  /** Documents that deduplication dropped. */
  private static long dropped(Path output) throws SQLException {
    return count(output + "/dropped/stage=dedup/*.parquet");
  }

  /** Texts that stand for clusters. */
  private static long clusters(Path output) throws IOException {
    return new RunOutput(output).summary().at("/stages/3/kept").asLong();
  }

  private static long count(String files) throws SQLException {
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet result =
            duckDb
                .createStatement()
                .executeQuery("SELECT count(*) FROM read_parquet('" + files + "')")) {
      result.next();
      return result.getLong(1);
    }
  }
}
