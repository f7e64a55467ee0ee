package io.millrace.transforms.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
  @Test
  void lengthIsThatOfTheEncodedText() {
    Random random = new Random(5);
    for (int i = 0; i < 500; i++) {
      // Chars of all kinds, lone surrogates among them.
      String text =
          random
              .ints(random.nextInt(20), 0, 0x10000)
              .collect(StringBuilder::new, (s, c) -> s.append((char) c), StringBuilder::append)
              .append(random.nextBoolean() ? "a𐍈ß" : "")
              .toString();
      assertThat(Utf8.length(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }
  }
}
