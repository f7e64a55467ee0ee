package io.millrace.training.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.training.checkpoint.SafeTensors;
import io.millrace.training.checkpoint.SafeTensors.Entry;
import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.OutputHead;
import io.millrace.training.model.Variable;
import io.millrace.training.packing.Sequence;
import io.millrace.training.runtime.Batches;
import io.millrace.training.runtime.PipelineSession;
import io.millrace.training.runtime.TestWeights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LlamaLayoutTest {
  private static final int LENGTH = 11;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(OutputHead.class)
  void aLlamaOfTheExportedFilesPredictsWhatTheTrainerDoes(OutputHead head) throws IOException {
    ModelConfig model = Batches.model(3, head);
    TestCheckpoints.save(folder.resolve("run"), model, 5);
    Path exported = folder.resolve("exported");
    new ExportFolder(exported, TrainedModel.ofRun(folder.resolve("run"))).write(null);
    JsonNode config = new ObjectMapper().readTree(exported.resolve("config.json").toFile());
    PlainLlama llama =
        new PlainLlama(config, SafeTensors.read(exported.resolve("model.safetensors")));
    Sequence sequence = Batches.sequences(3, LENGTH).get(0);

    double[][] logits = llama.logits(sequence.inputs());

    try (PipelineSession trainer = Batches.open(model, 2)) {
      trainer.write(Variable.WEIGHT, TestWeights.of(model));
      float[] losses = Batches.losses(trainer, Batches.pack(List.of(sequence), LENGTH)).get(0);
      for (int i = 0; i < LENGTH; i++) {
        assertThat(loss(logits[i], sequence.labels()[i])).isCloseTo(losses[i], within(1e-4));
      }
    }
  }

  private static double loss(double[] logits, int label) {
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit);
    }
    return Math.log(sum) - logits[label];
  }

  @Test
  void tensorsHaveLlamasNamesAndARowAnOutput() {
    ModelConfig model = Batches.model(1, OutputHead.UNTIED);
    Map<String, Entry> tensors = LlamaLayout.toLlama(model, TestWeights.of(model));

    assertThat(tensors.keySet())
        .containsExactly(
            "model.embed_tokens.weight",
            "model.layers.0.input_layernorm.weight",
            "model.layers.0.self_attn.q_proj.weight",
            "model.layers.0.self_attn.k_proj.weight",
            "model.layers.0.self_attn.v_proj.weight",
            "model.layers.0.self_attn.o_proj.weight",
            "model.layers.0.post_attention_layernorm.weight",
            "model.layers.0.mlp.gate_proj.weight",
            "model.layers.0.mlp.up_proj.weight",
            "model.layers.0.mlp.down_proj.weight",
            "model.norm.weight",
            "lm_head.weight");
    assertThat(tensors.get("model.layers.0.self_attn.k_proj.weight").shape())
        .containsExactly(8L, 16L);
    assertThat(tensors.get("model.layers.0.mlp.down_proj.weight").shape())
        .containsExactly(16L, 32L);
  }

  @Test
  void whatIsExportedComesBackBitByBit() {
    ModelConfig model = Batches.model(2, OutputHead.UNTIED);
    Map<String, float[]> weights = TestWeights.of(model);
    Map<String, float[]> back = LlamaLayout.fromLlama(model, LlamaLayout.toLlama(model, weights));
    assertThat(back.keySet()).isEqualTo(weights.keySet());
    weights.forEach((name, values) -> assertThat(back.get(name)).as(name).isEqualTo(values));
  }

  @Test
  void aTensorThatIsMissingOrOfAnotherShapeIsNamed() {
    ModelConfig model = Batches.model(2, OutputHead.TIED);
    Map<String, Entry> tensors =
        new LinkedHashMap<>(LlamaLayout.toLlama(model, TestWeights.of(model)));
    String name = "model.layers.1.mlp.up_proj.weight";
    tensors.put(name, new Entry(List.of(16L, 32L), new float[512]));
    assertThatThrownBy(() -> LlamaLayout.fromLlama(model, tensors))
        .hasMessageContaining(name)
        .hasMessageContaining("[32, 16]");
    tensors.remove(name);
    assertThatThrownBy(() -> LlamaLayout.fromLlama(model, tensors))
        .hasMessageContaining(name)
        .hasMessageContaining("missing");
  }

  @Test
  void theConfigurationComesBack() throws IOException {
    LlamaConfig config = new LlamaConfig(Batches.model(3, OutputHead.UNTIED), 128, 22);
    Path file = Files.writeString(folder.resolve("config.json"), config.toJson());
    assertThat(LlamaConfig.fromJson(Files.readAllBytes(file), "config.json")).isEqualTo(config);
  }

  @Test
  void aConfigurationOfAnotherModelIsRefused() {
    byte[] other = "{\"model_type\":\"gpt2\"}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> LlamaConfig.fromJson(other, "config.json"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("config.json")
        .hasMessageContaining("gpt2");
  }
}
