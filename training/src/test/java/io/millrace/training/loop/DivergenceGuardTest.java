package io.millrace.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.training.loop.DivergenceGuard.Policy;
import io.millrace.training.loop.DivergenceGuard.Reaction;
import io.millrace.training.packing.Chunk;
import io.millrace.training.packing.Piece;
import io.millrace.training.packing.Sequence;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DivergenceGuardTest {
  @Test
  void whatIsNoNumberIsAFault() {
    DivergenceGuard guard = new DivergenceGuard(Policy.STRICT);

    assertThat(guard.fault(2, 1)).isEmpty();
    assertThat(guard.fault(Double.NaN, 1)).isPresent();
    assertThat(guard.fault(2, Double.POSITIVE_INFINITY)).isPresent();
  }

  @Test
  void aSpikeIsMeasuredByTheMedianOfTheLastSteps() {
    DivergenceGuard guard = new DivergenceGuard(new Policy(Reaction.SKIP, 1.5, 3));
    for (int step = 0; step < 7; step++) {
      guard.accept(4);
    }
    assertThat(guard.fault(100, 1)).as("too few steps to tell").isEmpty();
    guard.accept(400);

    assertThat(guard.fault(6, 1)).isEmpty();
    assertThat(guard.fault(6.01, 1))
        .contains("the loss is more than 1.5 times the last steps' 4.0000");
    for (int step = 0; step < 32; step++) {
      guard.accept(2);
    }
    assertThat(guard.fault(3.01, 1)).as("older losses are forgotten").isPresent();
  }

  @Test
  void aSoundStepEndsARowOfSkips() {
    DivergenceGuard guard = new DivergenceGuard(new Policy(Reaction.SKIP, 0, 2));
    guard.reject("first");
    guard.reject("second");
    guard.accept(1);
    guard.reject("third");
    guard.reject("fourth");

    assertThatThrownBy(() -> guard.reject("fifth"))
        .isInstanceOf(DivergedException.class)
        .hasMessageStartingWith("fifth")
        .hasMessageContaining("2 steps before");
  }

  @Test
  void goesOnFromWhatWasKnownBefore() {
    Policy policy = new Policy(Reaction.SKIP, 1.5, 1);
    DivergenceGuard before = new DivergenceGuard(policy);
    for (int step = 0; step < 8; step++) {
      before.accept(4);
    }
    before.reject("first");
    DivergenceGuard after = new DivergenceGuard(policy);
    after.restore(before.recentLosses(), before.consecutiveSkips());

    assertThat(after.fault(7, 1)).isEqualTo(before.fault(7, 1)).isPresent();
    assertThatThrownBy(() -> after.reject("second")).isInstanceOf(DivergedException.class);
    assertThatCode(() -> new DivergenceGuard(policy).reject("second")).doesNotThrowAnyException();
  }

  @Test
  void theChunkWithTheHighestLossATokenIsSuspected() {
    List<Chunk> chunks = List.of(chunk("a", "b"), chunk("c"), chunk("d"));

    assertThat(DivergenceGuard.suspects(chunks, List.of(10.0, 9.0, 2.0)))
        .isEqualTo("chunk 2 of 3, with the documents c");
    assertThat(DivergenceGuard.suspects(chunks, List.of(Double.NaN, 9.0, Double.NaN)))
        .isEqualTo("chunks 1, 3 of 3, with the documents a, b, d");
  }

  private static Chunk chunk(String... ids) {
    return new Chunk(
        Stream.of(ids)
            .map(id -> new Sequence(id, "und_Zzzz", 3, new int[3], new int[3]))
            .map(sequence -> new Piece(sequence, 0, 3))
            .toList());
  }
}
