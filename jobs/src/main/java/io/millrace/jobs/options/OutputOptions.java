package io.millrace.jobs.options;

import io.millrace.ui.command.Range;
import picocli.CommandLine.Option;

/** Where a job writes, and how. */
public final class OutputOptions extends RunOptions {
  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the results, on any file system that Beam knows.")
  public String output;

  @Option(
      names = "--append",
      description =
          "Make a new generation of the data set at --output; whoever reads the present one is not disturbed. curate adds what new inputs bring, deduplicated against what is there; rebalance writes its shards anew.")
  public boolean append;

  @Option(
      names = "--targetShardBytes",
      defaultValue = "67108864",
      paramLabel = "INT",
      description =
          "Bytes of a file's rows before compression; a worker holds a file's rows in memory.")
  @Range(min = 1024, max = 2147483648.0)
  public long targetShardBytes;

  @Option(
      names = "--rowGroupRows",
      defaultValue = "1000",
      paramLabel = "INT",
      description = "Rows of a Parquet row group.")
  @Range(min = 1, max = 1000000)
  public int rowGroupRows;

  @Option(
      names = "--maxDeadLetterRatio",
      defaultValue = "1",
      paramLabel = "FLOAT",
      description = "Fail the run if more than this part of the records end as dead letters.")
  @Range(min = 0, max = 1)
  public double maxDeadLetterRatio;
}
