package io.millrace.training.schedule;

/** A rule that lays out the passes of a global batch over pipeline stages. */
public interface PipelineSchedule {
  /**
   * The actions of each worker; a pure function.
   *
   * @param stages one a worker, at least 1
   * @param microBatches of the global batch
   */
  Schedule schedule(int stages, MicroBatches microBatches);
}
