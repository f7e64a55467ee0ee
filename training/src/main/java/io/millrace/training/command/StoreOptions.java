package io.millrace.training.command;

import io.millrace.io.store.S3Connection;
import io.millrace.ui.command.Range;
import io.millrace.ui.command.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options for {@code s3://} paths; none holds credentials, which are the environment's. */
final class StoreOptions {
  private static final int MEBIBYTE_BITS = 20;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description =
          "Of the object store, http://host:port; by default AWS_ENDPOINT_URL, else Amazon's. Credentials are those of the environment or of the profile.")
  private String endpoint;

  @Option(
      names = "--awsRegion",
      paramLabel = "NAME",
      description = "Of the buckets; by default AWS_REGION or the profile's, else us-east-1.")
  private String region;

  @Option(
      names = "--scratch",
      paramLabel = "DIR",
      description =
          "Where a folder is made for copies of what is on s3://, and removed at the end; by default where the system has temporary files.")
  private Path scratch;

  @Option(
      names = "--cacheMebibytes",
      defaultValue = "10240",
      paramLabel = "INT",
      description =
          "Copies of shards on s3:// that are kept on disk; those that --readers are at are, however large.")
  @Range(min = 1, max = 1L << 40)
  private long cacheMebibytes;

  /**
   * The server of {@code s3://} paths.
   *
   * @throws UsageException if the endpoint is malformed
   */
  S3Connection connection() {
    try {
      return S3Connection.of(endpoint, region);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--endpoint: " + e.getMessage(), e);
    }
  }

  /** Makes a folder for copies. */
  Path scratchFolder() throws IOException {
    String prefix = "millrace-";
    return scratch == null
        ? Files.createTempDirectory(prefix)
        : Files.createTempDirectory(Files.createDirectories(scratch), prefix);
  }

  long cacheBytes() {
    return cacheMebibytes << MEBIBYTE_BITS;
  }
}
