package io.millrace.training.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.OutputHead;
import io.millrace.training.model.Variable;
import io.millrace.training.packing.Sequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

class SavedModelWriterTest {
  private static final int TIME = 9;

  @TempDir Path folder;

  @Test
  void tensorFlowLoadsAModelThatPredictsWhatTheTrainerDoes() throws IOException {
    ModelConfig model = Batches.model(3, OutputHead.UNTIED);
    List<Sequence> rows = Batches.sequences(4, TIME, TIME);
    Path written = folder.resolve("written");
    SavedModelWriter.write(written, model, TestWeights.of(model));
    // Moved, so that nothing is found where it was written.
    Path moved = Files.move(written, folder.resolve("moved"));

    try (PipelineSession trainer = Batches.open(model, 2);
        SavedModelBundle bundle = SavedModelBundle.load(moved.toString());
        TInt32 ids = TInt32.tensorOf(StdArrays.ndCopyOf(inputs(rows)));
        Result result = bundle.function("serving_default").call(Map.of("input_ids", ids))) {
      trainer.write(Variable.WEIGHT, TestWeights.of(model));
      TFloat32 logits = (TFloat32) result.get("logits").orElseThrow();
      assertThat(logits.shape().asArray()).containsExactly(2, TIME, Batches.VOCABULARY);
      for (int row = 0; row < 2; row++) {
        float[] losses = Batches.losses(trainer, Batches.pack(List.of(rows.get(row)), TIME)).get(0);
        for (int i = 0; i < TIME; i++) {
          float[] ofPosition = StdArrays.array1dCopyOf(logits.get(row, i));
          assertThat(TestWeights.loss(ofPosition, rows.get(row).labels()[i]))
              .isCloseTo(losses[i], within(1e-4));
        }
      }
    }
  }

  private static int[][] inputs(List<Sequence> rows) {
    return rows.stream().map(Sequence::inputs).toArray(int[][]::new);
  }
}
