package io.millrace.training.schedule.text;

import io.millrace.training.schedule.GPipe;
import io.millrace.training.schedule.InterleavedOneFOneB;
import io.millrace.training.schedule.PipelineSchedule;
import io.millrace.training.schedule.RetainedChunks;
import io.millrace.training.schedule.StateAwareOneFOneB;
import io.millrace.training.schedule.ZeroBubbleH1;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rules that options name. */
public enum ScheduleName {
  GPIPE("gpipe"),
  ONE_F_ONE_B("1f1b"),
  INTERLEAVED("interleaved"),
  ZERO_BUBBLE_H1("zb-h1"),
  STATE_AWARE_ONE_F_ONE_B("state-aware-1f1b");

  private final String label;

  ScheduleName(String label) {
    this.label = label;
  }

  /** The name as an option has it. */
  public String label() {
    return label;
  }

  /** The rule of a name, if there is one. */
  public static Optional<ScheduleName> find(String label) {
    return Arrays.stream(values()).filter(name -> name.label.equals(label)).findFirst();
  }

  /**
   * The rule of a name, or what is written in a file.
   *
   * @param value of the option {@code --schedule}
   * @param settings of the rule
   * @throws IllegalArgumentException if it is neither a name nor a file, or if the file is wrong
   */
  public static PipelineSchedule ruleOrFile(String value, Settings settings) throws IOException {
    Optional<ScheduleName> name = find(value);
    if (name.isPresent()) {
      return name.get().rule(settings);
    }
    Path file = Path.of(value);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "--schedule="
              + value
              + " is none; give "
              + Arrays.stream(values()).map(ScheduleName::label).collect(Collectors.joining(", "))
              + " or a file");
    }
    return WrittenSchedule.read(file);
  }

  /**
   * The rule.
   *
   * @param settings what it depends on
   */
  public PipelineSchedule rule(Settings settings) {
    int retained = settings.retainedChunks();
    return switch (this) {
      case GPIPE -> new RetainedChunks(new GPipe(), retained);
      case INTERLEAVED ->
          new RetainedChunks(new InterleavedOneFOneB(settings.virtualStages()), retained);
      case ZERO_BUBBLE_H1 -> new RetainedChunks(new ZeroBubbleH1(), retained);
      case ONE_F_ONE_B, STATE_AWARE_ONE_F_ONE_B ->
          new StateAwareOneFOneB(retained, settings.extraWarmUp());
    };
  }

  /**
   * What rules depend on; each takes what concerns it.
   *
   * @param retainedChunks K, chunks of a group whose activations are kept
   * @param extraWarmUp forwards of 1F1B's stages before the first backward beyond the usual
   * @param virtualStages of interleaved 1F1B, stages of each device
   */
  public record Settings(int retainedChunks, int extraWarmUp, int virtualStages) {
    /** The fewest virtual stages that interleave. */
    public static final int USUAL_VIRTUAL_STAGES = 2;
  }
}
