package io.millrace.jobs.command;

import io.millrace.jobs.cluster.JobOnCluster;
import io.millrace.jobs.summary.RunContext;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.util.concurrent.FutureUtils.RetryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a job's pipelines, in this process or on a cluster. */
final class JobExecution {
  private static final Logger LOG = LoggerFactory.getLogger(JobExecution.class);
  private static final String FULL_DISK = "No space left on device";

  private final PipelineOptions options;

  /**
   * @param options that say where
   */
  JobExecution(PipelineOptions options) {
    this.options = options;
  }

  /** Whether {@link #complete} comes back when a pipeline is at its end, not when it begins. */
  boolean waits() {
    return options.as(FlinkPipelineOptions.class).getAttachedMode();
  }

  /**
   * Runs one pipeline to its end, or hands it to the cluster if nobody waits.
   *
   * @param title of it, for people
   * @param run that it is a part of
   * @param build adds its steps
   * @throws IOException if it does not come to its end
   */
  void complete(String title, RunContext run, Consumer<Pipeline> build) throws IOException {
    options.setJobName("millrace-" + title.replace(' ', '-') + "-" + run.runId());
    Pipeline pipeline = pipeline(build);
    if (!waits()) {
      pipeline.run();
      return;
    }
    try (JobProgress progress = progress(title)) {
      PipelineResult.State state = finish(pipeline, run);
      if (state != PipelineResult.State.DONE) {
        throw new IOException("run " + run.runId() + " ended as " + state + ", without results");
      }
    }
  }

  /** A pipeline of these options, not run. */
  Pipeline pipeline(Consumer<Pipeline> build) {
    Pipeline pipeline = Pipeline.create(options);
    build.accept(pipeline);
    return pipeline;
  }

  /** Where pipelines run, for people. */
  String place() {
    String where =
        BeamOptions.isLocal(options) ? "this process" : "the Flink cluster at " + master();
    return where + ", parallelism " + options.as(FlinkPipelineOptions.class).getParallelism();
  }

  /** The folder of temporary files, if pipelines run in this process. */
  Optional<String> temporaryFolder() {
    if (!BeamOptions.isLocal(options)) {
      return Optional.empty();
    }
    String folder = options.as(FlinkPipelineOptions.class).getFlinkConfDir();
    Configuration flink =
        folder == null ? new Configuration() : GlobalConfiguration.loadConfiguration(folder);
    return Optional.of(String.join(", ", ConfigurationUtils.parseTempDirectories(flink)));
  }

  private JobProgress progress(String title) {
    if (BeamOptions.isLocal(options)) {
      return JobProgress.ofThisProcess(title);
    }
    JobOnCluster job = new JobOnCluster(master(), options.getJobName());
    return JobProgress.of(title, job);
  }

  /** Runs to the end. What a step could not read or write is thrown without the runner's layers. */
  private PipelineResult.State finish(Pipeline pipeline, RunContext run) throws IOException {
    try {
      return pipeline.run().waitUntilFinish();
    } catch (RuntimeException e) {
      Throwable root = e;
      for (; root.getCause() != null; root = root.getCause()) {
        if (root instanceof RetryException) {
          throw new IOException(lost(run), e);
        }
      }
      // Beam and Flink give the messages of causes as parts of their own.
      if (isFullDisk(e) || isFullDisk(root)) {
        LOG.debug("Cause", e);
        throw new IOException(fullDisk(run));
      }
      if (root instanceof IOException failure) {
        LOG.debug("Cause", e);
        throw failure;
      }
      throw e;
    }
  }

  private static boolean isFullDisk(Throwable failure) {
    return failure.getMessage() != null && failure.getMessage().contains(FULL_DISK);
  }

  private String fullDisk(RunContext run) {
    return "a disk is full ("
        + FULL_DISK
        + "): temporary files are in "
        + temporaryFolder().orElse("io.tmp.dirs of the task managers")
        + ", results in "
        + run.output()
        + ". Free space there, or set io.tmp.dirs in Flink's configuration to a larger disk, and run the command again; --dryRun estimates what it takes";
  }

  private String lost(RunContext run) {
    return "the JobManager at "
        + master()
        + " no longer answers, so that run "
        + run.runId()
        + " cannot be followed to its end. Without a manifest in "
        + run.output()
        + " it has no results: run the command again once the cluster is there";
  }

  private String master() {
    return options.as(FlinkPipelineOptions.class).getFlinkMaster();
  }
}
