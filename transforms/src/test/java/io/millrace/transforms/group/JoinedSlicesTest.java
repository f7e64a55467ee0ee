package io.millrace.transforms.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JoinedSlicesTest {
  private static final int SLICE_BYTES = 10;

  @Test
  void cutsNothingThatFitsASlice() {
    assertThat(Slice.cut(new byte[SLICE_BYTES], SLICE_BYTES)).hasSize(1);
    assertThat(Slice.cut(new byte[0], SLICE_BYTES)).hasSize(1);
    assertThat(Slice.cut(new byte[SLICE_BYTES + 1], SLICE_BYTES))
        .extracting(slice -> slice.bytes().length())
        .containsExactly(SLICE_BYTES, 1);
  }

  @Test
  void valuesOfAnySizeComeBackWhateverTheOrderOfTheirSlices() {
    for (long seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      List<byte[]> values = new ArrayList<>();
      List<Slice> slices = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        byte[] value = new byte[random.nextInt(50)];
        random.nextBytes(value);
        values.add(value);
        slices.addAll(Slice.cut(value, SLICE_BYTES));
      }
      // Two equal values of several slices each.
      values.add(new byte[35]);
      values.add(new byte[35]);
      slices.addAll(Slice.cut(new byte[35], SLICE_BYTES));
      slices.addAll(Slice.cut(new byte[35], SLICE_BYTES));
      Collections.shuffle(slices, random);

      List<byte[]> joined = new ArrayList<>();
      new JoinedSlices(slices.iterator()).forEachRemaining(joined::add);

      assertThat(joined).containsExactlyInAnyOrderElementsOf(values);
    }
  }

  @Test
  void saysThatASliceIsMissing() {
    List<Slice> slices = new ArrayList<>(Slice.cut(new byte[35], SLICE_BYTES));
    slices.remove(1);
    JoinedSlices joined = new JoinedSlices(slices.iterator());

    assertThatThrownBy(joined::hasNext)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("missing");
  }
}
