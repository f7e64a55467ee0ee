package io.millrace.training.plan;

/**
 * What a candidate takes.
 *
 * @param candidate the way to train
 * @param makespan of all global batches together, in the cost model's unit
 * @param bubble share of the devices' time that they are idle, in [0, 1]
 * @param peakActivations the most alive at once on a device, in the cost model's unit
 * @param peakMemory with all else that the device holds
 */
public record PlannedRun(
    Candidate candidate,
    double makespan,
    double bubble,
    double peakActivations,
    double peakMemory) {}
