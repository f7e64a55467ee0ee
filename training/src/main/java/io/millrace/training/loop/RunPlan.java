package io.millrace.training.loop;

import io.millrace.training.config.TrainingConfig;
import io.millrace.training.runtime.DevicePlacement;
import io.millrace.training.schedule.PipelineSchedule;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a run is carried out; nothing here changes what is learned, rounding aside.
 *
 * @param training what is learned
 * @param stageLayers layers of each stage
 * @param placement the stages' devices
 * @param deviceThreads threads inside one kernel on a CPU device, at least 1
 * @param schedule the order of the passes
 * @param scheduleName as the option has it
 * @param steps updates until the run ends, at least 1
 * @param output folder of checkpoints and logs
 * @param checkpointSteps steps between checkpoints, at least 1
 * @param keptCheckpoints how many of the newest stay, at least 1
 * @param validationSteps steps between measurements on held-out documents, at least 1
 * @param validationTokens of held-out documents to measure on
 * @param divergence what becomes of steps that would spoil the weights
 * @param deviceFlopsPerSecond the peak of each device; empty if it is not known
 * @param readers shards that are read at once, at least 1
 * @param sampleLog file for each step's documents; empty for none
 */
public record RunPlan(
    TrainingConfig training,
    List<Integer> stageLayers,
    DevicePlacement placement,
    int deviceThreads,
    PipelineSchedule schedule,
    String scheduleName,
    int steps,
    Path output,
    int checkpointSteps,
    int keptCheckpoints,
    int validationSteps,
    long validationTokens,
    DivergenceGuard.Policy divergence,
    OptionalDouble deviceFlopsPerSecond,
    int readers,
    Optional<Path> sampleLog) {}
