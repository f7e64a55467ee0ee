package io.millrace.transforms.takedown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.transforms.stage.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakedownListTest {
  private static final String ID = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;

  @Test
  void namesDocumentsByIdOrAddress() throws IOException {
    TakedownList list = list("# asked for in May\n\n" + ID + "\n https://example.org/a?b=c \n");

    assertThat(list.names(ID, "https://example.org/")).isTrue();
    assertThat(list.names("other", "https://example.org/a?b=c")).isTrue();
    assertThat(list.names("other", "https://example.org/a")).isFalse();
    assertThat(list.names("other", "")).isFalse();
  }

  @Test
  void aLineThatIsNeitherIsNamed() {
    assertThatThrownBy(() -> list(ID + "\nexample.org\n"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("takedown.txt")
        .hasMessageContaining("2")
        .hasMessageContaining("'example.org'");
  }

  @Test
  void anEmptyListIsAMistake() {
    assertThatThrownBy(() -> list("# nothing\n"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("names no document");
  }

  private TakedownList list(String text) throws IOException {
    return TakedownList.read(Files.writeString(folder.resolve("takedown.txt"), text));
  }
}
