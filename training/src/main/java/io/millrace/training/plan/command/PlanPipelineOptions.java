package io.millrace.training.plan.command;

import io.millrace.training.cost.GroupOrder;
import io.millrace.training.schedule.text.ScheduleName.Settings;
import io.millrace.ui.command.Range;
import picocli.CommandLine.Option;

/** What {@code millrace plan} lays out: given, or to be searched. */
final class PlanPipelineOptions {
  @Option(
      names = "--schedule",
      paramLabel = "gpipe|1f1b|interleaved|zb-h1|state-aware-1f1b|FILE",
      description =
          "Simulate this one and print its actions, a line a device, then what it takes. Without it the best is searched.")
  String schedule;

  @Option(
      names = "--stages",
      paramLabel = "INT",
      description =
          "Devices of the pipeline, a stage on each, or --virtualStages; by default 2, or the lines of the schedule's file.")
  @Range(min = 1, max = 1024)
  Integer stages;

  @Option(
      names = "--virtualStages",
      defaultValue = "2",
      paramLabel = "INT",
      description = "Stages of each device where the schedule is interleaved.")
  @Range(min = 1, max = 1024)
  int virtualStages;

  @Option(
      names = "--chunkTokens",
      paramLabel = "INT",
      description =
          "C: short sequences are packed into chunks of this size, long ones cut. Without it a schedule takes a sequence a micro-batch, and a search tries powers of two.")
  @Range(min = 1, max = 1 << 30)
  Integer chunkTokens;

  @Option(
      names = "--retainedChunks",
      paramLabel = "INT",
      description =
          "K: chunks of a long sequence whose activations state-aware-1f1b keeps. By default all; a search tries 0, 1, 2, 4 and so on.")
  @Range(min = 0, max = 1 << 20)
  Integer retainedChunks;

  @Option(
      names = "--extraWarmUp",
      paramLabel = "INT",
      description =
          "Chunks that each stage of 1f1b or state-aware-1f1b takes in early, beyond the usual. By default 0; a search tries 0 to 2.")
  @Range(min = 0, max = 1 << 20)
  Integer extraWarmUp;

  @Option(
      names = "--groupOrder",
      paramLabel = "dependent-first|standalone-first",
      description =
          "Whether chunks of long sequences or shared ones go first. train takes dependent-first; a schedule is simulated standalone-first, as in ChunkFlow's example; a search tries both.")
  String groupOrder;

  /** The pipeline's devices where nothing says how many. */
  static final int USUAL_STAGES = 2;

  int stagesOr(int usual) {
    return stages == null ? usual : stages;
  }

  Settings settings() {
    return new Settings(
        retainedChunks == null ? Integer.MAX_VALUE : retainedChunks,
        extraWarmUp == null ? 0 : extraWarmUp,
        virtualStages);
  }

  GroupOrder groupOrderOr(GroupOrder usual) {
    return groupOrder == null ? usual : GroupOrder.of(groupOrder);
  }
}
