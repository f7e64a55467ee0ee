package io.millrace.jobs.options;

import picocli.CommandLine.Option;

/** What every job may be told about its run. */
public abstract class RunOptions {
  @Option(
      names = "--overwrite",
      description =
          "Replace what --output holds from another run. Without it, other results there are an error.")
  public boolean overwrite;

  @Option(
      names = "--runId",
      paramLabel = "TEXT",
      description = "Name of the run in logs, summary and manifest; by default made from the time.")
  public String runId;

  @Option(
      names = "--dryRun",
      description =
          "Print what would be read, done and written, and how much temporary space that may take; do nothing.")
  public boolean dryRun;
}
