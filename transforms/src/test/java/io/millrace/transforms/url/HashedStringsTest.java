package io.millrace.transforms.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HashedStringsTest {
  @Test
  void holdsExactlyWhatWasPutIn() {
    HashedStrings set = HashedStrings.of(IntStream.range(0, 100_000).mapToObj(i -> "host" + i));

    assertThat(IntStream.range(0, 200_000).filter(i -> set.contains("host" + i)).count())
        .isEqualTo(100_000);
    assertThat(set.size()).isEqualTo(100_000);
  }

  @Test
  void holdsARepeatedStringOnce() {
    assertThat(HashedStrings.of(Stream.of("a", "b", "a")).size()).isEqualTo(2);
  }
}
