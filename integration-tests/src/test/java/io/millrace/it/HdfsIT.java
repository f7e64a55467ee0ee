package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What jobs read from and write to HDFS is what they read from and write to disk. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HdfsIT {
  @TempDir static Path folder;

  private MiniHdfs hdfs;
  private FileSystem files;
  private Path local;
  private String configuration;

  @BeforeAll
  void startHdfs() throws IOException {
    hdfs = MiniHdfs.start(Files.createDirectory(folder.resolve("hdfs")));
    files = FileSystem.newInstance(URI.create(hdfs.uri()), new Configuration());
    configuration = "--hdfsConfiguration=[{\"fs.defaultFS\":\"" + hdfs.uri() + "\"}]";
    local = Files.createDirectory(folder.resolve("local"));
    Files.createDirectories(local.resolve("warc/2026"));
    Sample.subset(local.resolve("warc/2026/a.warc.gz"), 1, 150);
    Sample.damaged(local.resolve("warc/b.warc.gz"));
    files.copyFromLocalFile(hadoop(local.resolve("warc")), hadoop("/crawl/warc"));
    run("curate", "--input=" + local + "/warc/**.warc.gz", "--output=" + local + "/curated");
    run("rebalance", "--input=" + local + "/curated", "--output=" + local + "/shards");
  }

  @AfterAll
  void stop() throws IOException {
    files.close();
    hdfs.close();
  }

  @Test
  void documentsAndShardsAreThoseOfALocalRunAfterAnOverwriteToo() throws Exception {
    String root = hdfs.uri() + "/crawl";
    String curated = "--output=" + root + "/curated";
    run("curate", "--input=" + root + "/warc/b.warc.gz", curated, configuration);
    run("curate", "--input=" + root + "/warc/**.warc.gz", curated, "--overwrite", configuration);
    run("rebalance", "--input=" + root + "/curated", "--output=" + root + "/shards", configuration);
    for (String part : new String[] {"curated", "shards"}) {
      files.copyToLocalFile(hadoop("/crawl/" + part), hadoop(folder.resolve(part)));
    }

    assertThat(new RunOutput(folder.resolve("curated")).checksums().keySet())
        .isEqualTo(new RunOutput(local.resolve("curated")).checksums().keySet());
    assertThat(new RunOutput(folder.resolve("curated")).rows())
        .isEqualTo(new RunOutput(local.resolve("curated")).rows())
        .isNotEmpty();
    assertThat(new RunOutput(folder.resolve("curated")).deadLetters())
        .containsExactlyInAnyOrderElementsOf(new RunOutput(local.resolve("curated")).deadLetters());
    assertThat(new RunOutput(folder.resolve("shards")).checksums())
        .isEqualTo(new RunOutput(local.resolve("shards")).checksums())
        .isNotEmpty();
    assertThat(new RunOutput(folder.resolve("shards")).comparableManifest())
        .isEqualTo(new RunOutput(local.resolve("shards")).comparableManifest());
  }

  @Test
  void anHdfsThatNoOptionNamesIsBadUsage() {
    Cli.Result result =
        Cli.millrace("curate", "--input=hdfs://nowhere/*.warc.gz", "--output=" + local + "/none");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.stderr()).contains("hdfs").contains("--hdfsConfiguration");
    Cli.Result output = Cli.millrace("curate", "--input=" + local, "--output=hdfs://nowhere/none");
    assertThat(output.exitCode()).isEqualTo(2);
    assertThat(output.stderr()).contains("--output=hdfs://nowhere/none").contains("hdfs");
  }

  private static org.apache.hadoop.fs.Path hadoop(Object path) {
    return new org.apache.hadoop.fs.Path(path.toString());
  }

  private static void run(String... args) {
    Cli.Result result = Cli.millrace(args);
    assertThat(result.exitCode()).as(result.stderr()).isZero();
  }
}
