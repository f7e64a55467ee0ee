package io.millrace.io.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DocumentIdTest {

  private static final byte[] PAYLOAD = "<p>Zażółć</p>".getBytes(StandardCharsets.UTF_8);

  /** Ids are stored: a change of this value breaks every document written before. */
  @Test
  void staysTheSameForEver() {
    assertThat(DocumentId.of("http://example.org/ż", PAYLOAD))
        .hasToString("c4b367f58641cda46c623e5e63a9a2d1");
  }

  @Test
  void dependsOnUrlAndPayloadAndOnWhereOneEnds() {
    byte[] a = "ab".getBytes(StandardCharsets.UTF_8);
    byte[] b = "b".getBytes(StandardCharsets.UTF_8);
    assertThat(DocumentId.of("http://x/", a)).isNotEqualTo(DocumentId.of("http://x/a", b));
    assertThat(DocumentId.of("http://x/", a)).isNotEqualTo(DocumentId.of("http://x/", b));
  }

  @Test
  void readsWhatItWrites() {
    DocumentId id = new DocumentId(0x00ab, 0x8000_0000_0000_0001L);
    assertThat(id).hasToString("00000000000000ab8000000000000001");
    assertThat(DocumentId.parse(id.toString())).isEqualTo(id);
    assertThatThrownBy(() -> DocumentId.parse("ab"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'ab'");
  }

  @Test
  void ordersAsItsHexadecimalFormDoes() {
    DocumentId small = DocumentId.parse("7fffffffffffffffffffffffffffffff");
    DocumentId large = DocumentId.parse("80000000000000000000000000000000");
    assertThat(small).isLessThan(large);
    assertThat(new DocumentId(1, 1)).isLessThan(new DocumentId(1, -1));
  }
}
