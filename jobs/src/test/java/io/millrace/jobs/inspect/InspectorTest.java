package io.millrace.jobs.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectorTest {
  private static final Limits LIMITS = new Limits(1, 0);
  private static final String WEIGHTS =
      """
      {"__metadata__":{"format":"pt"},
       "embedding":{"dtype":"F32","shape":[257,16],"data_offsets":[0,16448]},
       "bias":{"dtype":"F32","shape":[3],"data_offsets":[16448,16460]}}""";

  @TempDir Path folder;

  @Test
  void weightsAreToldTensorByTensor() throws IOException {
    JsonNode findings = inspect(safetensors("model.safetensors", WEIGHTS));

    assertThat(findings.path("parameters").asInt()).isEqualTo(257 * 16 + 3);
    assertThat(findings.path("tensors").toString())
        .isEqualTo(
            "[{\"tensor\":\"embedding\",\"type\":\"F32\",\"shape\":[257,16],\"parameters\":4112},{\"tensor\":\"bias\",\"type\":\"F32\",\"shape\":[3],\"parameters\":3}]");
  }

  @Test
  void weightsThatAreNoneAreNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("text.safetensors"), "these are no weights");
    Path empty = Files.writeString(folder.resolve("empty.safetensors"), "");

    assertThatThrownBy(() -> inspect(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file + ": not a safetensors file");
    assertThatThrownBy(() -> inspect(empty)).hasMessageContaining("it ends in its header");
  }

  @Test
  void aCheckpointIsItsStateItsConfigurationAndItsTensors() throws IOException {
    Path step = Files.createDirectories(folder.resolve("checkpoints/step-7"));
    Files.writeString(
        step.resolve("checkpoint.json"),
        """
        {"state":{"step":7,"loss":2.5,"trained_tokens":70,"position":{"epoch":1},
         "config":{"seed":3,"model":{"layers":2}}}}""");
    safetensors("checkpoints/step-7/weight.safetensors", WEIGHTS);

    JsonNode findings = inspect(step);

    assertThat(findings.path("kind").asText()).isEqualTo("checkpoint");
    assertThat(findings.path("step").asInt()).isEqualTo(7);
    assertThat(findings.path("seed").asInt()).isEqualTo(3);
    assertThat(findings.at("/model/layers").asInt()).isEqualTo(2);
    assertThat(findings.path("tensors")).hasSize(2);
    assertThat(inspect(folder).at("/checkpoints/0/trained_tokens").asInt()).isEqualTo(70);
  }

  @Test
  void aLanguageModelIsItsLabels() throws IOException {
    JsonNode findings = inspect(Path.of("../transforms/src/test/resources/fasttext/pruned.ftz"));

    assertThat(findings.path("kind").asText()).isEqualTo("fastText model");
    assertThat(findings.path("labels").asInt()).isPositive();
    assertThat(findings.path("first_labels")).isNotEmpty();
  }

  @Test
  void whatIsNothingKnownIsRefused() throws IOException {
    Path notes = Files.writeString(folder.resolve("notes.txt"), "nothing");

    assertThatThrownBy(() -> inspect(notes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("those end in .parquet");
    assertThatThrownBy(() -> inspect(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no manifest.json");
  }

  @Test
  void textIsFactsThenTablesAndNothingThatATerminalObeys() {
    Findings findings =
        new Findings()
            .fact("what_it_is", "a\u001b[31m thing")
            .part("none", List.of())
            .part("rows", List.of(Map.of("n", 1234567L), Map.of("n", 7L)))
            .part("more", Map.of("list", List.of(1, 2)))
            .fact("bytes", 12);

    assertThat(findings.toText(20))
        .isEqualTo(
            """
            what it is  a\uFFFD[31m thing
            bytes       12

            rows

                    n
            ---------
            1,234,567
                    7

            more

            list  1, 2
            """);
  }

  private static JsonNode inspect(Path path) throws IOException {
    return new ObjectMapper().readTree(Inspector.inspect(path, LIMITS).toJson());
  }

  private Path safetensors(String name, String header) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(Long.BYTES + json.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length)
            .put(json);
    return Files.write(folder.resolve(name), bytes.array());
  }
}
