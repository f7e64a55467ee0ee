package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on a cluster of processes give what they give in one process, whoever of them dies. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterIT {
  private static final int PARALLELISM = 2;

  @TempDir static Path folder;

  private Path crawl;
  private Path expected;
  private Cluster cluster;
  private String jar;

  @BeforeAll
  void startClusterAndCurateInThisProcess() throws Exception {
    crawl = Files.createDirectory(folder.resolve("crawl"));
    Sample.subset(crawl.resolve("a.warc.gz"), 1, 120);
    Sample.subset(crawl.resolve("b.warc.gz"), 7, 70);
    expected = folder.resolve("expected");
    Cli.Result result = Cli.millrace(curate(expected));
    assertThat(result.exitCode()).as(result.stderr()).isZero();
    cluster = new Cluster(folder.resolve("cluster"), PARALLELISM);
    jar = cluster.upload();
  }

  @AfterAll
  void stopCluster() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void jobsSubmittedByRestWriteTheSameBytes() throws Exception {
    Path curated = folder.resolve("curated");
    cluster.awaitFinished(cluster.submit(jar, PARALLELISM, curate(curated)));
    assertSameAsExpected(curated);

    Path shards = folder.resolve("shards");
    Path expectedShards = folder.resolve("expected-shards");
    cluster.awaitFinished(cluster.submit(jar, PARALLELISM, rebalance(curated, shards)));
    assertThat(Cli.millrace(rebalance(expected, expectedShards)).exitCode()).isZero();
    assertThat(new RunOutput(shards).checksums())
        .isEqualTo(new RunOutput(expectedShards).checksums())
        .isNotEmpty();
    assertThat(shards.resolve("manifest.json")).exists();
  }

  @Test
  void badUsageIsAnsweredAndTheJobManagerLivesOn() throws Exception {
    HttpResponse<String> answer = cluster.run(jar, PARALLELISM, "curate", "--output=x");

    assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
    assertThat(answer.body()).contains("--input");
    assertThat(cluster.upload()).isNotEmpty();
  }

  @Test
  void nothingListensBeyondThisMachine() throws Exception {
    assertThat(cluster.listeningAddresses())
        .hasSizeGreaterThan(PARALLELISM)
        .allMatch(InetAddress::isLoopbackAddress);
  }

  @Test
  void aKilledTaskManagerIsReplacedAndNothingIsDoubled() throws Exception {
    Path output = folder.resolve("after-kill");
    String job = cluster.submit(jar, PARALLELISM, curate(output));
    cluster.awaitRecords(job);

    cluster.kill("taskmanager-1");
    cluster.join();
    cluster.awaitFinished(job);

    assertThat(cluster.failures(job)).isPositive();
    assertSameAsExpected(output);
  }

  @Test
  void withoutItsJobManagerARunEndsWithoutResultsAndTheNextOneReadsOnlyWhatIsMissing()
      throws Exception {
    Path output = folder.resolve("orphan");
    Cli.Result orphan;
    try (Cluster mortal = new Cluster(folder.resolve("mortal"), 1)) {
      CompletableFuture<Cli.Result> client =
          CompletableFuture.supplyAsync(
              () ->
                  Cli.millrace(
                      curate(output, "--batchBytes=1", "--flinkMaster=" + mortal.master())));
      mortal.awaitRunning("batch-2-of-2", client);
      mortal.kill("jobmanager");
      orphan = client.join();
    }
    assertThat(orphan.exitCode()).isOne();
    assertThat(orphan.stderr()).contains("the JobManager at", "no longer answers");
    assertThat(output.resolve("manifest.json")).doesNotExist();

    Cli.Result again =
        Cli.millrace(curate(output, "--batchBytes=1", "--flinkMaster=" + cluster.master()));

    assertThat(again.exitCode()).as(again.stderr()).isZero();
    assertThat(again.stderr())
        .contains("batch 1 of 2 was read by an earlier attempt")
        .doesNotContain("batch 2 of 2 was read by");
    assertSameAsExpected(output);
  }

  private void assertSameAsExpected(Path output) throws IOException {
    assertThat(new RunOutput(output).checksums())
        .isEqualTo(new RunOutput(expected).checksums())
        .isNotEmpty();
    assertThat(new RunOutput(output).summary()).isEqualTo(new RunOutput(expected).summary());
  }

  /** Without near duplicates, which are most of a job's steps. */
  private String[] curate(Path output, String... options) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "curate",
                "--input=" + crawl + "/*.warc.gz",
                "--output=" + output,
                "--nearDuplicates=false"));
    args.addAll(List.of(options));
    return args.toArray(String[]::new);
  }

  private static String[] rebalance(Path input, Path output) {
    return new String[] {
      "rebalance", "--input=" + input, "--output=" + output, "--languageMix=alpha:0.5"
    };
  }
}
