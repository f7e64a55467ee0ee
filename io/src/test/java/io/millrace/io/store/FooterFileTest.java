package io.millrace.io.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.parquet.io.SeekableInputStream;
import org.junit.jupiter.api.Test;

class FooterFileTest {
  private static final byte[] OBJECT = new byte[100_000];

  static {
    new Random(1).nextBytes(OBJECT);
  }

  private final List<Long> requests = new ArrayList<>();
  private final FooterFile file =
      new FooterFile(
          OBJECT.length,
          from -> {
            requests.add(from);
            return Arrays.copyOfRange(OBJECT, (int) from, OBJECT.length);
          });

  @Test
  void aFooterTakesOneRequest() throws IOException {
    byte[] end = new byte[8];
    byte[] footer = new byte[4000];
    try (SeekableInputStream stream = file.newStream()) {
      stream.seek(OBJECT.length - 8);
      stream.readFully(end);
      stream.seek(OBJECT.length - 5000);
      stream.readFully(footer);
    }
    assertThat(end).isEqualTo(last(8, 8));
    assertThat(footer).isEqualTo(last(5000, 4000));
    assertThat(requests).containsExactly(OBJECT.length - (64L << 10));
  }

  @Test
  void aLargeFooterTakesAnother() throws IOException {
    try (SeekableInputStream stream = file.newStream()) {
      byte[] end = new byte[8];
      stream.seek(OBJECT.length - 8);
      stream.readFully(end);
      byte[] footer = new byte[70_000];
      stream.seek(OBJECT.length - 80_000);
      stream.readFully(footer);

      assertThat(end).isEqualTo(last(8, 8));
      assertThat(footer).isEqualTo(last(80_000, 70_000));
      assertThat(stream.getPos()).isEqualTo(OBJECT.length - 10_000);
    }
    assertThat(requests).containsExactly(OBJECT.length - (64L << 10), OBJECT.length - 80_000L);
  }

  @Test
  void nothingIsBehindTheEnd() throws IOException {
    try (SeekableInputStream stream = file.newStream()) {
      stream.seek(OBJECT.length);
      assertThat(stream.read()).isNegative();
    }
    assertThat(requests).isEmpty();
  }

  private static byte[] last(int fromEnd, int length) {
    int from = OBJECT.length - fromEnd;
    return Arrays.copyOfRange(OBJECT, from, from + length);
  }
}
