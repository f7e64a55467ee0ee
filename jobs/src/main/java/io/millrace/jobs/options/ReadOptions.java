package io.millrace.jobs.options;

import io.millrace.transforms.read.ReadCaptures;
import io.millrace.ui.command.Range;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What {@code curate} reads, and what it is willing to hold of it. */
public final class ReadOptions {
  @Option(
      names = "--input",
      required = true,
      paramLabel = "GLOB",
      description = "WARC or WET files, compressed or not.")
  public List<String> inputs = new ArrayList<>();

  @Option(
      names = "--splitBytes",
      defaultValue = "4194304",
      paramLabel = "INT",
      description = "Bytes of a file that one worker reads at a time; workers share large files.")
  @Range(min = 65536)
  public long splitBytes;

  @Option(
      names = "--batchBytes",
      defaultValue = "8589934592",
      paramLabel = "INT",
      description =
          "Input that is read as one batch. What was read of a batch is kept until the run's end, so that a run again after a failure reads the other batches only.")
  @Range(min = 1)
  public long batchBytes;

  @Option(
      names = "--maxRecordBytes",
      defaultValue = "67108864",
      paramLabel = "INT",
      description =
          "The longest record, header and body as stored; longer ones become dead letters. A worker needs up to three times as much memory.")
  @Range(min = 65536, max = 1073741823)
  public int maxRecordBytes;

  @Option(
      names = "--maxBodyBytes",
      defaultValue = "33554432",
      paramLabel = "INT",
      description =
          "The longest page, its transfer and content encodings undone; longer ones become dead letters.")
  @Range(min = 1024, max = 1073741823)
  public int maxBodyBytes;

  @Option(
      names = "--noArchive",
      defaultValue = "read",
      paramLabel = "read|leave_out",
      description =
          "What becomes of pages that forbid archiving (X-Robots-Tag or meta robots: noarchive).")
  public ReadCaptures.NoArchive noArchive;
}
