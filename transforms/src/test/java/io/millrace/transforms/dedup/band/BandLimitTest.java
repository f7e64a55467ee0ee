package io.millrace.transforms.dedup.band;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.transforms.share.Hash128;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BandLimitTest {
  @Test
  void noBandOfTwiceTheLimitPassesForSmall() {
    BandLimit limit = new BandLimit(1024);
    SplittableRandom random = new SplittableRandom(1);
    for (int trial = 0; trial < 200; trial++) {
      assertThat(limit.isHot(sampled(limit, 2048, random))).isTrue();
      assertThat(limit.isHot(sampled(limit, 512, random))).isFalse();
    }
  }

  @Test
  void smallLimitsAreExact() {
    BandLimit limit = new BandLimit(100);
    SplittableRandom random = new SplittableRandom(1);
    assertThat(limit.isHot(sampled(limit, 100, random))).isFalse();
    assertThat(limit.isHot(sampled(limit, 101, random))).isTrue();
  }

  @Test
  void samplesTheSmallestIds() {
    BandLimit limit = new BandLimit(1024);
    assertThat(limit.samples(new Hash128(0, 0))).isTrue();
    assertThat(limit.samples(new Hash128(0x0fff_ffff_ffff_ffffL, 0))).isTrue();
    assertThat(limit.samples(new Hash128(0x1000_0000_0000_0000L, 0))).isFalse();
    assertThat(limit.samples(new Hash128(-1, 0))).isFalse();
  }

  @Test
  void partsOfAHotBandKeepTheLimit() {
    BandLimit limit = new BandLimit(1000);
    SplittableRandom random = new SplittableRandom(1);
    long sampled = 10_000 / 15;
    Map<Long, Integer> parts = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      Hash128 id = new Hash128(random.nextLong(), random.nextLong());
      parts.merge(limit.part(42, sampled, id), 1, Integer::sum);
    }
    assertThat(parts).hasSize(10);
    assertThat(parts.values()).allMatch(documents -> documents < 1100);
  }

  @Test
  void twoDocumentsMustMeet() {
    assertThatThrownBy(() -> new BandLimit(1)).isInstanceOf(IllegalArgumentException.class);
  }

  private static long sampled(BandLimit limit, int documents, SplittableRandom random) {
    long sampled = 0;
    for (int i = 0; i < documents; i++) {
      if (limit.samples(new Hash128(random.nextLong(), 0))) {
        sampled++;
      }
    }
    return sampled;
  }
}
