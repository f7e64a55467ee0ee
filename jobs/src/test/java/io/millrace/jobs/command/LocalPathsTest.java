package io.millrace.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ui.command.UsageException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPathsTest {
  @ParameterizedTest
  @ValueSource(strings = {"s3://bucket/model.bin", "hdfs://host:8020/model.bin"})
  void refusesAFileOfAnotherFileSystem(String value) {
    assertThatThrownBy(() -> LocalPaths.of("--languageModel", value))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--languageModel=" + value)
        .hasMessageContaining("local disk");
  }

  @Test
  void takesAPathOfThisMachine() {
    assertThat(LocalPaths.of("--profiles", "a/b.yaml")).isEqualTo(Path.of("a", "b.yaml"));
  }
}
