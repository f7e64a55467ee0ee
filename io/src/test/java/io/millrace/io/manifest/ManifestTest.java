package io.millrace.io.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ManifestTest {
  private static final Manifest MANIFEST =
      new Manifest(
          1,
          "shards",
          1,
          "run-1",
          "2026-01-02T03:04:05Z",
          CodeVersion.current(),
          new TreeMap<>(Map.of("seed", "1", "languageMix", "natural")),
          List.of(new InputFile("in/a.parquet", 10, "2026-01-01T00:00:00Z")),
          new TokenizerInfo("bytes", 257, 256, "abc"),
          new TreeMap<>(Map.of("train_tokens", 12L)),
          Map.of("phases", IntNode.valueOf(1)),
          List.of(new DataFile("train/part-00000-of-00001.parquet", 3, 12, 99, "def")));

  @Test
  void comesBackFromItsJson() throws IOException {
    byte[] json = MANIFEST.toJson().getBytes(StandardCharsets.UTF_8);

    assertThat(Manifest.fromJson(json, "manifest.json")).isEqualTo(MANIFEST);
  }

  @Test
  void keysAreSnakeCaseAndInAFixedOrder() {
    assertThat(MANIFEST.toJson())
        .startsWith(
            "{\n  \"format_version\" : 1,\n  \"kind\" : \"shards\",\n  \"generation\" : 1,\n  \"run_id\" : \"run-1\"")
        .contains("\"vocabulary_size\" : 257")
        .endsWith("}\n");
  }

  @Test
  void answersTheSameOptionsAndInputsOnly() {
    var other = new TreeMap<>(Map.of("seed", "2", "languageMix", "natural"));

    assertThat(MANIFEST.answers(MANIFEST.options(), MANIFEST.inputs())).isTrue();
    assertThat(MANIFEST.answers(other, MANIFEST.inputs())).isFalse();
    assertThat(MANIFEST.answers(MANIFEST.options(), List.of())).isFalse();
  }

  @Test
  void whatIsNoManifestIsNamed() {
    assertThatThrownBy(() -> Manifest.fromJson(new byte[] {'['}, "out/manifest.json"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("out/manifest.json");
  }
}
