package io.millrace.training.loop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.io.manifest.Manifest;
import io.millrace.training.data.Shards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingDataTest {
  @Test
  void shardsWithIdsOutsideTheManifestsVocabularyAreNotOpened(@TempDir Path folder)
      throws IOException {
    Shards.write(folder, List.of(List.of("a", "b")), List.of("c"), 1);
    Path manifest = folder.resolve(Manifest.FILE_NAME);
    String json = Files.readString(manifest);
    Files.writeString(manifest, json.replaceFirst("(\"vocabulary_size\"\\s*:\\s*)257", "$1256"));
    TrainingData data = TrainingData.open(folder);
    assertThatThrownBy(() -> data.train(1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("part-0.parquet: row group 0 has token id 256");
    assertThatThrownBy(data::validation).isInstanceOf(IOException.class);
  }
}
