package io.millrace.io.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3LocationTest {
  @Test
  void aFolderIsTheSameWithAndWithoutASlashAtItsEnd() {
    assertThat(S3Location.parse("s3://b/runs/1/"))
        .isEqualTo(S3Location.parse("s3://b/runs/1"))
        .isEqualTo(new S3Location("b", "runs/1"));
    assertThat(S3Location.parse("s3://b")).isEqualTo(S3Location.parse("s3://b/"));
  }

  @Test
  void placesBelowAreSeparatedByOneSlash() {
    assertThat(S3Location.parse("s3://b/runs/").resolve("step-1/a.json"))
        .hasToString("s3://b/runs/step-1/a.json");
    assertThat(S3Location.parse("s3://b").resolve("a.json")).hasToString("s3://b/a.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3:///a", "s3://hush:hush@b/a", "b/a", "s3a://b/a"})
  void whatHasAnotherFormIsRefusedAndNotRepeated(String uri) {
    assertThatThrownBy(() -> S3Location.parse(uri))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("s3://bucket/folder")
        .hasMessageNotContaining("hush");
  }

  @Test
  void anEndpointThatHoldsAKeyIsRefusedAndNotRepeated() {
    assertThatThrownBy(() -> S3Connection.of("http://key:hush@store:9000"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http://host:port")
        .hasMessageNotContaining("hush");
  }
}
