package io.millrace.transforms.dedup.band;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.transforms.dedup.sketch.Sketch;
import io.millrace.transforms.share.Hash128;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BandLinksTest {
  private static final int COMPONENTS = 100;

  @Test
  void linksToTheSmallestId() {
    assertThat(link(0.7, member(3, 0), member(1, 0), member(2, 0)))
        .containsExactlyInAnyOrder("2-1", "3-1");
  }

  @Test
  void dropsPairsUnderTheThreshold() {
    assertThat(link(0.7, member(1, 0), member(2, 29))).containsExactly("2-1");
    assertThat(link(0.7, member(1, 0), member(2, 31))).isEmpty();
  }

  @Test
  void findsAPairThatTheCentreIsNotLike() {
    // 1 is like 2 and 2 like 3, but 1 is not like 3.
    assertThat(link(0.7, member(1, 0), member(2, 20), member(3, 40)))
        .containsExactlyInAnyOrder("2-1", "3-1");
  }

  @Test
  void joinsComponentsThatALaterDocumentIsLike() {
    assertThat(link(0.7, member(1, 0), member(2, 40), member(3, 20)))
        .containsExactlyInAnyOrder("2-1", "3-1");
  }

  @Test
  void doesNotDependOnTheOrder() {
    List<BandMember> members = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i < 60; i++) {
      members.add(member(i, random.nextInt(COMPONENTS)));
    }
    List<String> expected = link(0.9, members.toArray(BandMember[]::new));
    for (int i = 0; i < 5; i++) {
      Collections.shuffle(members, random);
      assertThat(link(0.9, members.toArray(BandMember[]::new))).isEqualTo(expected);
    }
  }

  @Test
  void withoutVerificationABandIsEnough() {
    assertThat(link(Double.NEGATIVE_INFINITY, member(1, 0), member(2, 99), member(3, 50)))
        .containsExactlyInAnyOrder("2-1", "3-1");
  }

  private static List<String> link(double threshold, BandMember... members) {
    List<String> links = new ArrayList<>();
    new BandLinks(threshold).link(List.of(members), (a, b) -> links.add(a.high() + "-" + b.high()));
    return links;
  }

  /** A document of which the first {@code different} components differ from those of 0. */
  private static BandMember member(int id, int different) {
    byte[] sketch = new byte[COMPONENTS];
    for (int i = 0; i < different; i++) {
      sketch[i] = 1;
    }
    return new BandMember(new Hash128(id, 0), Sketch.ofBytes(sketch));
  }
}
