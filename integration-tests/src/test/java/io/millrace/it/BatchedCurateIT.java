package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ui.report.page.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Reading in batches changes nothing but what a failure costs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BatchedCurateIT {
  @TempDir static Path folder;

  private Path crawl;
  private Path atOnce;

  @BeforeAll
  void curateAtOnce() throws IOException {
    crawl = Files.createDirectory(folder.resolve("crawl"));
    Sample.subset(crawl.resolve("a.warc.gz"), 1, 60);
    Sample.damaged(crawl.resolve("b.warc.gz"));
    Sample.subset(crawl.resolve("c.warc.gz"), 7, 40);
    atOnce = folder.resolve("at-once");
    assertThat(curate(atOnce).exitCode()).isZero();
  }

  @Test
  void aFailureCostsNoFinishedBatchAndTheResultIsTheSame() throws IOException {
    Path output = folder.resolve("in-batches");

    Cli.Result failed = curate(output, "--batchBytes=1", "--maxDeadLetterRatio=0");
    assertThat(failed.exitCode()).isOne();
    assertThat(failed.stderr()).contains("--maxDeadLetterRatio").doesNotContain("earlier attempt");
    assertThat(output.resolve("manifest.json")).doesNotExist();

    Path added = Sample.subset(crawl.resolve("d.warc.gz"), 11, 20);
    Cli.Result again = curate(output, "--batchBytes=1");
    Files.delete(added);

    assertThat(again.exitCode()).as(again.stderr()).isZero();
    assertThat(again.stderr())
        .contains(
            "batch 1 of 4 was read by", "batch 2 of 4 was read by", "batch 3 of 4 was read by")
        .doesNotContain("batch 4 of 4 was read by");
    assertThat(output.resolve(".batches")).doesNotExist();
  }

  @Test
  void batchesGiveTheSameBytesAndCounts() throws IOException {
    Path output = folder.resolve("same");
    // Two batches: of one file, and of two.
    long bytes = Files.size(crawl.resolve("b.warc.gz")) + Files.size(crawl.resolve("c.warc.gz"));

    Cli.Result result = curate(output, "--batchBytes=" + bytes);

    assertThat(result.exitCode()).as(result.stderr()).isZero();
    RunOutput expected = new RunOutput(atOnce);
    RunOutput actual = new RunOutput(output);
    assertThat(actual.checksums()).isEqualTo(expected.checksums()).isNotEmpty();
    assertThat(actual.deadLetters())
        .containsExactlyInAnyOrderElementsOf(expected.deadLetters())
        .isNotEmpty();
    assertThat(actual.summary()).isEqualTo(expected.summary());
    assertThat(actual.comparableManifest()).isEqualTo(expected.comparableManifest());
  }

  @Test
  void aRunAtOnceSweepsWhatFailedOnesLeft() throws IOException {
    Path output = folder.resolve("swept");
    Cli.Result failed =
        curate(output, "--batchBytes=1", "--maxDeadLetterRatio=0", "--runId=failed");
    assertThat(failed.exitCode()).isOne();
    assertThat(output.resolve(".batches")).isDirectory();
    assertThat(output.resolve(".staging-failed")).isDirectory();

    assertThat(curate(output).exitCode()).isZero();

    assertThat(new RunOutput(output).checksums()).isEqualTo(new RunOutput(atOnce).checksums());
    assertThat(hidden(output)).isEmpty();
  }

  @Test
  void aDryRunTellsThePlanAndDoesNothing() throws IOException {
    Path output = folder.resolve("planned");

    Cli.Result plan = curate(output, "--batchBytes=1", "--dryRun", "--minWords=30");

    assertThat(plan.exitCode()).as(plan.stderr()).isZero();
    long bytes = 0;
    for (String name : List.of("a", "b", "c")) {
      bytes += Files.size(crawl.resolve(name + ".warc.gz"));
    }
    assertThat(plan.stdout())
        .contains(
            "3 files, " + Figures.bytes(bytes),
            output + ", new",
            "this process, parallelism " + Runtime.getRuntime().availableProcessors(),
            "3, 0 of them read by an earlier attempt",
            "up to " + Figures.bytes(25 * bytes) + " in ",
            " free)",
            "--minWords=30")
        .containsSubsequence("Read", "Extract", "RemoveDuplicates", "FilterQuality", "CommitRun");
    assertThat(output).doesNotExist();
    Cli.Result occupied = curate(atOnce, "--dryRun", "--minWords=30");
    assertThat(occupied.exitCode()).isEqualTo(2);
    assertThat(occupied.stderr()).contains("holds other results");
    assertThat(curate(atOnce, "--dryRun", "--minWords=30", "--overwrite").stdout())
        .contains(atOnce + ", replaces run run-");
    assertThat(curate(atOnce, "--dryRun").stderr()).contains("holds this very result already");
  }

  private static List<String> hidden(Path output) throws IOException {
    try (Stream<Path> files = Files.list(output)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("."))
          .toList();
    }
  }

  private Cli.Result curate(Path output, String... options) {
    List<String> args =
        new ArrayList<>(List.of("curate", "--input=" + crawl + "/*.warc.gz", "--output=" + output));
    args.addAll(List.of(options));
    return Cli.millrace(args.toArray(String[]::new));
  }
}
