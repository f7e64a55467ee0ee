package io.millrace.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.training.config.LearningRateConfig;
import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.OptimizerConfig;
import io.millrace.training.config.OutputHead;
import io.millrace.training.config.TrainingConfig;
import io.millrace.training.data.DataPosition;
import io.millrace.training.model.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointFolderTest {
  @TempDir Path folder;

  @Test
  void whatIsSavedIsLoaded() throws IOException {
    CheckpointFolder checkpoints = new CheckpointFolder(folder, 3);
    Checkpoint saved = checkpoint(100);

    Path path = checkpoints.save(saved);

    assertThat(path).hasFileName("step-00000100");
    Checkpoint loaded = checkpoints.latest().orElseThrow();
    assertThat(loaded.state()).isEqualTo(saved.state());
    for (Variable variable : CheckpointFolder.kept()) {
      SafeTensors.Entry expected = saved.variables().get(variable).get("embedding");
      SafeTensors.Entry actual = loaded.variables().get(variable).get("embedding");
      assertThat(actual.shape()).isEqualTo(expected.shape());
      assertThat(actual.values()).isEqualTo(expected.values());
    }
  }

  @Test
  void onlyTheNewestAreKept() throws IOException {
    CheckpointFolder checkpoints = new CheckpointFolder(folder, 2);
    for (int step = 1; step <= 4; step++) {
      checkpoints.save(checkpoint(step));
    }
    try (var entries = Files.list(folder)) {
      assertThat(entries.map(entry -> entry.getFileName().toString()))
          .containsExactlyInAnyOrder("step-00000003", "step-00000004");
    }
  }

  @Test
  void aDamagedOneIsPassedOver() throws IOException {
    CheckpointFolder checkpoints = new CheckpointFolder(folder, 3);
    checkpoints.save(checkpoint(1));
    Path weights = checkpoints.save(checkpoint(2)).resolve("weight.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 1] ^= 1;
    Files.write(weights, bytes);

    assertThat(checkpoints.latest().orElseThrow().state().step()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "weight.safetensors",
        "first_moment.safetensors",
        "second_moment.safetensors",
        CheckpointFolder.MANIFEST
      })
  void aTruncatedOrMissingFileMakesTheOneBeforeCount(String name) throws IOException {
    CheckpointFolder checkpoints = new CheckpointFolder(folder, 3);
    checkpoints.save(checkpoint(1));
    Path file = checkpoints.save(checkpoint(2)).resolve(name);
    byte[] bytes = Files.readAllBytes(file);

    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(checkpoints.latest().orElseThrow().state().step()).isEqualTo(1);
    assertThatThrownBy(() -> CheckpointFolder.load(file.getParent(), CheckpointFolder.kept()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(name);

    Files.delete(file);
    assertThat(checkpoints.latest().orElseThrow().state().step()).isEqualTo(1);
    assertThatThrownBy(() -> CheckpointFolder.load(file.getParent(), CheckpointFolder.kept()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(name);
  }

  @Test
  void anUnfinishedOneIsIgnored() throws IOException {
    CheckpointFolder checkpoints = new CheckpointFolder(folder, 3);
    Path whole = checkpoints.save(checkpoint(1));
    Files.createDirectory(folder.resolve("step-00000002"));
    Files.copy(
        whole.resolve("weight.safetensors"),
        folder.resolve("step-00000002").resolve("weight.safetensors"));
    Files.createDirectory(folder.resolve(".unfinished-step-00000003"));

    assertThat(checkpoints.latest().orElseThrow().state().step()).isEqualTo(1);
  }

  @Test
  void thereMayBeNone() throws IOException {
    assertThat(new CheckpointFolder(folder.resolve("nowhere"), 1).latest()).isEmpty();
  }

  private static Checkpoint checkpoint(int step) {
    Map<Variable, Map<String, SafeTensors.Entry>> variables = new EnumMap<>(Variable.class);
    for (Variable variable : CheckpointFolder.kept()) {
      float[] values = {step, -0.0f, Float.MIN_VALUE, variable.label().length(), 1e30f, 0.1f};
      variables.put(variable, Map.of("embedding", new SafeTensors.Entry(List.of(2L, 3L), values)));
    }
    TrainingConfig config =
        new TrainingConfig(
            new ModelConfig(2, 16, 4, 2, 32, 257, OutputHead.UNTIED, 1e4, 1e-5),
            OptimizerConfig.USUAL,
            new LearningRateConfig(0.01, 2, 10, 0.1),
            16,
            64,
            4,
            7);
    DataPosition position = new DataPosition(1, 2, 3, 4);
    return new Checkpoint(
        new TrainingState(
            step,
            position,
            5,
            6,
            7,
            8.5,
            9.5,
            List.of(9.5, 9.25),
            3,
            1,
            config,
            "tokenizer",
            "data"),
        variables);
  }
}
