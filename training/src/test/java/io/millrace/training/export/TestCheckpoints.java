package io.millrace.training.export;

import io.millrace.io.tokenizer.ByteTokenizer;
import io.millrace.training.checkpoint.Checkpoint;
import io.millrace.training.checkpoint.CheckpointFolder;
import io.millrace.training.checkpoint.SafeTensors;
import io.millrace.training.checkpoint.TrainingState;
import io.millrace.training.config.LearningRateConfig;
import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.OptimizerConfig;
import io.millrace.training.config.OutputHead;
import io.millrace.training.config.TrainingConfig;
import io.millrace.training.data.DataPosition;
import io.millrace.training.model.ModelParameters;
import io.millrace.training.model.Parameter;
import io.millrace.training.model.Variable;
import io.millrace.training.runtime.TestWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs of {@code millrace train}, as far as their checkpoints go, with random weights. */
public final class TestCheckpoints {
  /** The longest sequence that the runs are said to have trained on. */
  public static final int CONTEXT_TOKENS = 40;

  private TestCheckpoints() {}

  /** A small model of bytes. */
  public static ModelConfig bytesModel() {
    return new ModelConfig(
        2, 16, 4, 2, 32, new ByteTokenizer().vocabularySize(), OutputHead.TIED, 1e4, 1e-5);
  }

  /**
   * Saves a checkpoint of {@link TestWeights}, trained on bytes.
   *
   * @param run folder of the run
   * @param model its shape
   * @param step when it was taken
   * @return the checkpoint's folder
   */
  public static Path save(Path run, ModelConfig model, int step) throws IOException {
    return save(run, model, step, new ByteTokenizer().sha256());
  }

  /** As {@link #save(Path, ModelConfig, int)}, with another tokenizer. */
  public static Path save(Path run, ModelConfig model, int step, String tokenizerSha256)
      throws IOException {
    Map<String, float[]> weights = TestWeights.of(model);
    Map<String, SafeTensors.Entry> entries = new LinkedHashMap<>();
    for (Parameter parameter : ModelParameters.of(model)) {
      entries.put(
          parameter.name(),
          new SafeTensors.Entry(
              Arrays.stream(parameter.shape().asArray()).boxed().toList(),
              weights.get(parameter.name())));
    }
    Map<Variable, Map<String, SafeTensors.Entry>> variables = new EnumMap<>(Variable.class);
    CheckpointFolder.kept().forEach(variable -> variables.put(variable, entries));
    TrainingConfig config =
        new TrainingConfig(
            model,
            OptimizerConfig.USUAL,
            new LearningRateConfig(0.01, 2, 10, 0.1),
            16,
            CONTEXT_TOKENS,
            4,
            7);
    TrainingState state =
        new TrainingState(
            step,
            new DataPosition(0, 0, 0, 0),
            0,
            0,
            99,
            1,
            5,
            List.of(),
            0,
            0,
            config,
            tokenizerSha256,
            "data");
    return new CheckpointFolder(run.resolve("checkpoints"), 9)
        .save(new Checkpoint(state, variables));
  }
}
