package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.io.manifest.DataFile;
import io.millrace.io.store.S3Connection;
import io.millrace.io.store.S3Folder;
import io.millrace.io.store.S3Location;
import io.millrace.training.checkpoint.FileTree;
import io.millrace.training.data.ShardDataset;
import io.millrace.training.data.ShardFiles;
import io.millrace.training.loop.TrainingData;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Runs of {@code train} whose shards and checkpoints are on an S3 server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrainOnObjectStoreIT {
  private static final String SHARDS = "s3://crawl/shards";

  @TempDir static Path folder;

  private ObjectStore store;
  private Path bucket;
  private TrainedRun straight;

  @BeforeAll
  void trainOnDisk() throws IOException {
    System.setProperty("aws.accessKeyId", ObjectStore.ACCESS_KEY);
    System.setProperty("aws.secretAccessKey", ObjectStore.SECRET_KEY);
    store = ObjectStore.start(Files.createDirectory(folder.resolve("store")));
    bucket = store.bucket("crawl");
    Path input = folder.resolve("documents.jsonl");
    Files.write(input, documents());
    Cli.Result rebalance =
        Cli.millrace(
            "rebalance",
            "--input=" + input,
            "--output=" + SHARDS,
            "--endpoint=" + store.endpoint(),
            "--rowGroupRows=10",
            "--targetShardBytes=4096");
    assertThat(rebalance.exitCode()).as(rebalance.stderr()).isZero();
    straight = new TrainedRun(folder.resolve("straight"));
    Cli.Result trained =
        TrainedRun.train(bucket + "/shards", straight.folder().toString(), "--steps=6");
    assertThat(trained.exitCode()).as(trained.stderr()).isZero();
  }

  @AfterAll
  void stop() {
    store.close();
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  @Test
  void aRunResumedFromTheStoreIsTheStraightOne() throws IOException {
    // A cache with no room for two shards.
    train("resumed", "--steps=3", "--cacheMebibytes=1");
    assertThat(run("resumed").checkpoints()).containsExactly("step-00000002", "step-00000003");

    Cli.Result resumed = train("resumed", "--steps=6", "--resume");

    assertThat(resumed.stderr()).contains("Going on after step 3");
    run("resumed").assertEqualTo(straight);
    assertThat(run("resumed").checkpoints())
        .as("the newest two")
        .containsExactly("step-00000004", "step-00000006");
    assertThat(lastWritten(bucket.resolve("resumed/checkpoints/step-00000006")))
        .isEqualTo("checkpoint.json");
    assertThat(lastWritten(bucket.resolve("resumed"))).isEqualTo("manifest.json");
    assertThat(bucket.resolve("resumed/report.html")).isNotEmptyFile();
    assertThat(Files.readString(bucket.resolve("resumed/manifest.json")))
        .contains(SHARDS + "/manifest.json")
        .doesNotContain(ObjectStore.SECRET_KEY, ObjectStore.ACCESS_KEY);
    assertThat(train("resumed", "--steps=6").stderr()).contains("holds this very result already");
  }

  @Test
  void aRunThatIsKilledGoesOnFromWhatWasUploaded() throws Exception {
    TrainedRun uninterrupted = new TrainedRun(folder.resolve("sixty"));
    TrainedRun.train(bucket + "/shards", uninterrupted.folder().toString(), "--steps=60");
    List<String> arguments =
        TrainedRun.arguments(
            SHARDS,
            "s3://crawl/killed",
            "--steps=60",
            "--endpoint=" + store.endpoint(),
            "--scratch=" + folder.resolve("left-by-kill"));
    Map<String, String> credentials =
        Map.of(
            "AWS_ACCESS_KEY_ID",
            ObjectStore.ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY",
            ObjectStore.SECRET_KEY);
    try (TrainingProcess process =
        TrainingProcess.start(folder.resolve("killed.log"), arguments, credentials)) {
      process.awaitStep(bucket.resolve("killed"), 8);
      process.kill();
    }
    assertThat(bucket.resolve("killed/manifest.json")).doesNotExist();

    Cli.Result resumed = train("killed", "--steps=60", "--resume");

    assertThat(resumed.stderr()).contains("Going on after step ");
    run("killed").assertEqualTo(uninterrupted);
  }

  @Test
  void uploadsThatAreHalfThereOrDamagedArePassedOver() throws IOException {
    train("half", "--steps=4");
    Path half = Files.createDirectories(bucket.resolve("half/checkpoints/step-00000005"));
    Files.write(half.resolve("weight.safetensors"), new byte[100]);
    Path weights = bucket.resolve("half/checkpoints/step-00000004/weight.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    Files.write(weights, Arrays.copyOf(bytes, bytes.length / 2));

    Cli.Result resumed = train("half", "--steps=6", "--resume");

    assertThat(resumed.stderr()).contains("Going on after step 2");
    run("half").assertEqualTo(straight);
    assertThat(half.resolve("weight.safetensors")).doesNotExist();
  }

  @Test
  void anotherRunIsOverwrittenOnlyOnDemand() throws IOException {
    train("other", "--steps=2", "--seed=2");

    Cli.Result refused = tryToTrain(SHARDS, "other", "--steps=6");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.stderr()).contains("s3://crawl/other holds another run");

    train("other", "--steps=6", "--overwrite");
    run("other").assertEqualTo(straight);
  }

  @Test
  void whatIsNotThereIsBadUsage() {
    Cli.Result noBucket = tryToTrain("s3://nowhere/shards", "none");
    Cli.Result noData = tryToTrain("s3://crawl/nothing", "none");
    String keys = "s3://" + ObjectStore.ACCESS_KEY + ":" + ObjectStore.SECRET_KEY + "@crawl/shards";
    Cli.Result withKeys = tryToTrain(keys, "none");

    assertThat(noBucket.stderr()).contains("--data=s3://nowhere/shards", "no bucket nowhere");
    assertThat(noData.stderr()).contains("--data=s3://crawl/nothing", "no manifest.json");
    assertThat(withKeys.stderr()).contains("--data").doesNotContain(ObjectStore.SECRET_KEY);
    assertThat(List.of(noBucket.exitCode(), noData.exitCode(), withKeys.exitCode()))
        .containsOnly(2);
  }

  @Test
  void aStoreThatDeniesAccessOrDoesNotAnswerFailsTheRun() {
    System.setProperty("aws.secretAccessKey", "another");
    Cli.Result denied;
    try {
      denied = tryToTrain(SHARDS, "none");
    } finally {
      System.setProperty("aws.secretAccessKey", ObjectStore.SECRET_KEY);
    }
    Cli.Result unreachable =
        TrainedRun.train(
            SHARDS, folder.resolve("none").toString(), "--endpoint=http://localhost:1");

    assertThat(denied.stderr()).contains("access denied");
    assertThat(unreachable.stderr()).contains(SHARDS, "no answer from the object store");
    assertThat(List.of(denied.exitCode(), unreachable.exitCode())).containsOnly(1);
  }

  @Test
  void copiesOfShardsThatNoReaderNeedsAreRemoved() throws IOException {
    Path copies = folder.resolve("copies");
    Path local = bucket.resolve("shards");
    List<DataFile> files =
        TrainingData.open(local).manifest().files().stream()
            .filter(file -> file.path().startsWith("train/"))
            .toList();
    long largest = files.stream().mapToLong(DataFile::bytes).max().orElseThrow();
    assertThat(files).as("more shards than the cache holds").hasSizeGreaterThan(3);
    try (S3Folder store = S3Folder.open(S3Location.parse(SHARDS), connection());
        ShardDataset expected = ShardDataset.open(local, files, 2);
        ShardDataset actual =
            ShardDataset.open(ShardFiles.cached(store, copies, 2 * largest), files, 2)) {
      for (long row = 0; row < 2 * expected.rows(); row++) {
        assertThat(actual.next().id()).isEqualTo(expected.next().id());
      }
      // Two are read, and the last of those before may have been in use when they were fetched.
      assertThat(FileTree.files(copies)).hasSizeBetween(2, 3);
    }
  }

  @Test
  void aShardThatIsNotTheOneDescribedIsNamed() throws IOException {
    FileTree.delete(bucket.resolve("damaged"));
    for (Path file : FileTree.files(bucket.resolve("shards"))) {
      Path copy = bucket.resolve("damaged").resolve(bucket.resolve("shards").relativize(file));
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
    Path shard = FileTree.files(bucket.resolve("damaged/train")).get(0);
    byte[] bytes = Files.readAllBytes(shard);
    bytes[10] ^= 1;
    Files.write(shard, bytes);

    Cli.Result result = tryToTrain("s3://crawl/damaged", "none");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr())
        .contains("s3://crawl/damaged/train/" + shard.getFileName(), "checksum");
  }

  @Test
  void aFileOfSeveralPartsIsUploadedWholeThroughErrors() throws IOException {
    Path file = folder.resolve("large");
    byte[] bytes = new byte[(40 << 20) + 1];
    new Random(3).nextBytes(bytes);
    Files.write(file, bytes);
    try (FaultyProxy proxy = FaultyProxy.before(store.port(), 0.2, 7);
        S3Folder target =
            S3Folder.open(
                S3Location.parse("s3://crawl/large"), S3Connection.of(proxy.endpoint()))) {
      target.upload(file, "object");
      target.fetch("object", folder.resolve("back"));

      assertThat(proxy.faults() + proxy.cuts()).isPositive();
      assertThat(target.list().get("object").bytes()).isEqualTo(bytes.length);
      assertThatThrownBy(() -> target.fetch("nothing", folder.resolve("nothing")))
          .isInstanceOf(FileNotFoundException.class)
          .hasMessageContaining("s3://crawl/large/nothing");
    }
    assertThat(folder.resolve("back")).hasSameBinaryContentAs(file);
  }

  private Cli.Result train(String name, String... options) throws IOException {
    Path scratch = folder.resolve("scratch");
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--scratch=" + scratch);
    Cli.Result result = tryToTrain(SHARDS, name, all.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.stderr()).isZero();
    assertThat(result.stderr()).doesNotContain(ObjectStore.SECRET_KEY);
    try (Stream<Path> left = Files.list(scratch)) {
      assertThat(left).as("copies left on disk").isEmpty();
    }
    return result;
  }

  private Cli.Result tryToTrain(String data, String name, String... options) {
    List<String> all = new ArrayList<>(List.of("--endpoint=" + store.endpoint()));
    all.addAll(List.of(options));
    return TrainedRun.train(data, "s3://crawl/" + name, all.toArray(String[]::new));
  }

  private S3Connection connection() {
    return S3Connection.of(store.endpoint());
  }

  private TrainedRun run(String name) {
    return new TrainedRun(bucket.resolve(name));
  }

  private static String lastWritten(Path folder) throws IOException {
    Path last = null;
    for (Path file : FileTree.files(folder)) {
      if (last == null
          || Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(last)) > 0) {
        last = file;
      }
    }
    return String.valueOf(last.getFileName());
  }

  private static List<String> documents() {
    List<String> lines = new ArrayList<>();
    Random random = new Random(2);
    for (int i = 0; i < 120; i++) {
      StringBuilder text = new StringBuilder();
      for (int word = 0; word < 5 + i % 60; word++) {
        text.append(Integer.toString(random.nextInt(1 << 20), Character.MAX_RADIX)).append(' ');
      }
      lines.add(String.format(Locale.ROOT, "{\"text\":\"%s\",\"language\":\"eng_Latn\"}", text));
    }
    return lines;
  }
}
