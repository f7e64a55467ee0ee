package io.millrace.training.schedule;

/** A rule that lays out the passes of a global batch over a pipeline. */
public interface PipelineSchedule {
  /**
   * The actions of each worker; a pure function.
   *
   * @param workers devices of the pipeline, at least 1; each has one stage, unless the rule gives
   *     it more
   * @param microBatches of the global batch
   * @throws IllegalArgumentException if the rule has no schedule for so many workers or
   *     micro-batches
   */
  Schedule schedule(int workers, MicroBatches microBatches);
}
