package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What jobs read from and write to an S3 server is what they read from and write to disk. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObjectStoreIT {
  private static final double FAULT_RATIO = 0.05;

  @TempDir static Path folder;

  private Path local;
  private ObjectStore store;
  private Path bucket;

  @BeforeAll
  void runOnDisk() throws IOException {
    // Where the client looks after its environment variables, which a test cannot set.
    System.setProperty("aws.accessKeyId", ObjectStore.ACCESS_KEY);
    System.setProperty("aws.secretAccessKey", ObjectStore.SECRET_KEY);
    store = ObjectStore.start(Files.createDirectory(folder.resolve("store")));
    bucket = store.bucket("crawl");
    local = Files.createDirectory(folder.resolve("local"));
    for (Path place : List.of(local, bucket)) {
      Files.createDirectories(place.resolve("warc/2026"));
      Sample.subset(place.resolve("warc/2026/a.warc.gz"), 1, 150);
      Sample.damaged(place.resolve("warc/b.warc.gz"));
    }
    run("curate", "--input=" + local + "/warc/**.warc.gz", "--output=" + local + "/curated");
    run("rebalance", "--input=" + local + "/curated", "--output=" + local + "/shards");
  }

  @AfterAll
  void stop() {
    store.close();
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  @Test
  void documentsAndShardsAreThoseOfALocalRun() throws Exception {
    curateAndRebalance("plain", store.endpoint());

    assertEqualToLocal("plain");
  }

  @Test
  void errorsOfTheStoreAreRetriedAndChangeNothing() throws Exception {
    try (FaultyProxy proxy = FaultyProxy.before(store.port(), FAULT_RATIO, 42)) {
      curateAndRebalance("faulty", proxy.endpoint());

      assertThat(proxy.faults()).isGreaterThan(proxy.requests() / 50).isPositive();
    }
    assertEqualToLocal("faulty");
  }

  @Test
  void aSecondRunFindsItsResultsThereAndAnotherOneMayNotOverwriteThem() throws Exception {
    String output = "--output=s3://crawl/again";
    String input = "--input=s3://crawl/warc/2026/a.warc.gz";
    String endpoint = "--endpoint=" + store.endpoint();
    // As consoles make it for an empty folder.
    Files.createDirectories(bucket.resolve("again"));
    run("curate", input, output, endpoint);

    assertThat(Cli.millrace("curate", input, output, endpoint).stderr())
        .contains("holds this very result already");
    Cli.Result other =
        Cli.millrace("curate", "--input=s3://crawl/warc/b.warc.gz", output, endpoint);
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.stderr()).contains("s3://crawl/again holds other results");

    run("curate", "--input=s3://crawl/warc/b.warc.gz", output, endpoint, "--overwrite");
    run("curate", "--input=" + local + "/warc/b.warc.gz", "--output=" + local + "/b");
    assertEqualRows(bucket.resolve("again"), local.resolve("b"));
  }

  @Test
  void anInputThatIsNotInTheStoreIsBadUsage() {
    Cli.Result result =
        Cli.millrace(
            "curate",
            "--input=s3://crawl/nowhere/*.warc.gz",
            "--output=s3://crawl/nothing",
            "--endpoint=" + store.endpoint());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.stderr()).contains("s3://crawl/nowhere/*.warc.gz matches no file");
  }

  private void curateAndRebalance(String name, String endpoint) {
    String root = "s3://crawl/" + name;
    String option = "--endpoint=" + endpoint;
    run("curate", "--input=s3://crawl/warc/**.warc.gz", "--output=" + root + "/curated", option);
    run("rebalance", "--input=" + root + "/curated", "--output=" + root + "/shards", option);
  }

  private void assertEqualToLocal(String name) throws Exception {
    for (String part : List.of("curated", "shards")) {
      Path written = bucket.resolve(name).resolve(part);
      assertThat(filesBelow(written)).isEqualTo(filesBelow(local.resolve(part)));
      for (String text : List.of("manifest.json", "summary.json", "report.html")) {
        assertThat(Files.readString(written.resolve(text))).doesNotContain(ObjectStore.SECRET_KEY);
      }
    }
    assertEqualRows(bucket.resolve(name).resolve("curated"), local.resolve("curated"));
    RunOutput expected = new RunOutput(local.resolve("shards"));
    RunOutput actual = new RunOutput(bucket.resolve(name).resolve("shards"));
    assertThat(actual.checksums()).isEqualTo(expected.checksums()).isNotEmpty();
    assertThat(actual.comparableManifest()).isEqualTo(expected.comparableManifest());
  }

  /** Curated rows tell the file that they came from, which lies elsewhere; all else is equal. */
  private static void assertEqualRows(Path actual, Path expected) throws Exception {
    RunOutput actualRun = new RunOutput(actual);
    RunOutput expectedRun = new RunOutput(expected);
    assertThat(actualRun.rows()).isEqualTo(expectedRun.rows()).isNotEmpty();
    assertThat(actualRun.manifest().path("counts"))
        .isEqualTo(expectedRun.manifest().path("counts"));
    assertThat(actualRun.deadLetters())
        .containsExactlyInAnyOrderElementsOf(expectedRun.deadLetters());
  }

  /** The names of all files, those of the staging folder too, which must be gone. */
  private static List<String> filesBelow(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static void run(String... args) {
    Cli.Result result = Cli.millrace(args);
    assertThat(result.exitCode()).as(result.stderr()).isZero();
    assertThat(result.stderr()).doesNotContain(ObjectStore.SECRET_KEY);
  }
}
