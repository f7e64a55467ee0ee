package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  private Cli.Result curate(Path output, String... options) {
    List<String> args =
        new ArrayList<>(List.of("curate", "--input=" + crawl + "/*.warc.gz", "--output=" + output));
    args.addAll(List.of(options));
    return Cli.millrace(args.toArray(String[]::new));
  }
}
