package io.millrace.jobs.command;

import io.millrace.jobs.summary.RunContext;
import java.io.IOException;
import java.util.function.BiConsumer;
import org.apache.beam.sdk.Pipeline;

/** What a run does between its checks and its table. */
interface JobWork {
  /** Does it, or hands it to a cluster if nobody waits. */
  void carryOut(RunContext run) throws IOException;

  /** Tells what would be done. */
  void describe(RunContext run, RunPlan plan) throws IOException;

  /**
   * One pipeline.
   *
   * @param execution where it runs
   * @param build adds its steps
   */
  static JobWork atOnce(JobExecution execution, BiConsumer<Pipeline, RunContext> build) {
    return new JobWork() {
      @Override
      public void carryOut(RunContext run) throws IOException {
        execution.complete(run.command(), run, pipeline -> build.accept(pipeline, run));
      }

      @Override
      public void describe(RunContext run, RunPlan plan) {
        plan.runs(execution.pipeline(pipeline -> build.accept(pipeline, run)));
      }
    };
  }

  /** This work after the reading of batches. */
  default JobWork after(BatchedReading reading, JobExecution execution) {
    JobWork rest = this;
    return new JobWork() {
      @Override
      public void carryOut(RunContext run) throws IOException {
        reading.read(execution, run);
        rest.carryOut(run);
      }

      @Override
      public void describe(RunContext run, RunPlan plan) throws IOException {
        reading.describe(execution, run, plan);
        rest.describe(run, plan);
      }
    };
  }

  /** This work, after which whatever was read in batches is deleted, now or by earlier attempts. */
  default JobWork sweeping(BatchedReading reading) {
    JobWork work = this;
    return new JobWork() {
      @Override
      public void carryOut(RunContext run) throws IOException {
        work.carryOut(run);
        reading.delete(run);
      }

      @Override
      public void describe(RunContext run, RunPlan plan) throws IOException {
        work.describe(run, plan);
      }
    };
  }
}
