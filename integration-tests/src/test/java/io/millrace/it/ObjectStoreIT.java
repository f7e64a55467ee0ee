package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is read from and written to an S3 server is what is read from and written to disk. */
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
    train(local.toString());
  }

  @AfterAll
  void stop() {
    store.close();
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  @Test
  void documentsShardsAndModelAreThoseOfALocalRun() throws Exception {
    curateRebalanceAndTrain("plain", store.endpoint());

    assertEqualToLocal("plain");
  }

  @Test
  void errorsAndLostConnectionsAreRetriedAndChangeNothing() throws Exception {
    try (FaultyProxy proxy = FaultyProxy.before(store.port(), FAULT_RATIO, 42)) {
      curateRebalanceAndTrain("faulty", proxy.endpoint());

      assertThat(proxy.faults()).isGreaterThan(proxy.requests() / 50).isPositive();
      assertThat(proxy.cuts()).as("bodies cut off").isPositive();
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
  void keysInAPathAreRefusedAndNotRepeated() {
    String keys =
        "s3://" + ObjectStore.ACCESS_KEY + ":" + ObjectStore.SECRET_KEY + "@crawl/warc/**";
    Cli.Result input = Cli.millrace("curate", "--input=" + keys, "--output=" + local + "/none");
    Cli.Result output = Cli.millrace("curate", "--input=" + local, "--output=" + keys);

    for (Cli.Result result : List.of(input, output)) {
      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.stderr())
          .contains("s3://bucket/folder")
          .doesNotContain(ObjectStore.SECRET_KEY);
    }
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

  private void curateRebalanceAndTrain(String name, String endpoint) {
    String root = "s3://crawl/" + name;
    String option = "--endpoint=" + endpoint;
    run("curate", "--input=s3://crawl/warc/**.warc.gz", "--output=" + root + "/curated", option);
    run("rebalance", "--input=" + root + "/curated", "--output=" + root + "/shards", option);
    train(root, option);
  }

  private static void train(String root, String... options) {
    List<String> all = new ArrayList<>(List.of("--steps=3"));
    all.addAll(List.of(options));
    Cli.Result result =
        TrainedRun.train(root + "/shards", root + "/run", all.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.stderr()).isZero();
    assertThat(result.stderr()).doesNotContain(ObjectStore.SECRET_KEY);
  }

  private void assertEqualToLocal(String name) throws Exception {
    for (String part : List.of("curated", "shards", "run")) {
      Path written = bucket.resolve(name).resolve(part);
      assertThat(filesBelow(written)).isEqualTo(filesBelow(local.resolve(part)));
      List<String> texts = new ArrayList<>(List.of("manifest.json", "summary.json", "report.html"));
      if (!part.equals("run")) {
        texts.add("README.md");
      }
      for (String text : texts) {
        assertThat(Files.readString(written.resolve(text))).doesNotContain(ObjectStore.SECRET_KEY);
      }
    }
    assertEqualRows(bucket.resolve(name).resolve("curated"), local.resolve("curated"));
    RunOutput expected = new RunOutput(local.resolve("shards"));
    RunOutput actual = new RunOutput(bucket.resolve(name).resolve("shards"));
    assertThat(actual.checksums()).isEqualTo(expected.checksums()).isNotEmpty();
    assertThat(actual.comparableManifest()).isEqualTo(expected.comparableManifest());
    new TrainedRun(bucket.resolve(name).resolve("run"))
        .assertEqualTo(new TrainedRun(local.resolve("run")));
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
