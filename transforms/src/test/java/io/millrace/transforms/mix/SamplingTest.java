package io.millrace.transforms.mix;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.transforms.mix.Sampling.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SamplingTest {
  @Test
  void theBoundaryIsTheBucketThatMeetsTheBudget() {
    long[] tokens = {10, 0, 5, 20};

    assertThat(Sampling.boundary(tokens, 10)).isEqualTo(0);
    assertThat(Sampling.boundary(tokens, 11)).isEqualTo(2);
    assertThat(Sampling.boundary(tokens, 15)).isEqualTo(2);
    assertThat(Sampling.boundary(tokens, 16)).isEqualTo(3);
  }

  @Test
  void hashesAreComparedUnsigned() {
    List<Candidate> candidates = List.of(new Candidate(-1, 10), new Candidate(1, 10));

    assertThat(Sampling.plan(2, candidates, 10)).isEqualTo(SamplingPlan.partial(2, 1));
    assertThat(Sampling.plan(2, candidates, 16)).isEqualTo(SamplingPlan.partial(2, -1));
  }

  @Test
  void aDocumentThatLeadsFurtherAwayThanNoneIsLeftOut() {
    List<Candidate> candidates = List.of(new Candidate(7, 10), new Candidate(9, 10));

    assertThat(Sampling.plan(0, candidates, 5)).isEqualTo(SamplingPlan.partial(0, 7));
    assertThat(Sampling.plan(0, candidates, 4)).isEqualTo(SamplingPlan.partial(0, 6));
    assertThat(Sampling.plan(0, candidates, 14).covers(0, 9)).isFalse();
    assertThat(Sampling.plan(0, List.of(new Candidate(0, 10)), 4)).isEqualTo(SamplingPlan.whole(0));
  }

  @Test
  void bucketsAreRangesOfUnsignedHashes() {
    assertThat(Sampling.bucket(0)).isEqualTo(0);
    assertThat(Sampling.bucket(Long.MAX_VALUE)).isEqualTo(Sampling.BUCKETS / 2 - 1);
    assertThat(Sampling.bucket(Long.MIN_VALUE)).isEqualTo(Sampling.BUCKETS / 2);
    assertThat(Sampling.bucket(-1)).isEqualTo(Sampling.BUCKETS - 1);
  }

  @Test
  void achievedTokensDifferFromTheBudgetByHalfADocumentAtMost() {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      List<Candidate> documents = documents(random, 1 + random.nextInt(60));
      long tokens = documents.stream().mapToLong(Candidate::tokens).sum();
      LanguageBudget budget =
          new LanguageBudget(tokens, 0, 1 + (long) (random.nextDouble() * 4 * tokens));

      long achieved = achieved(documents, budget);

      long longest = documents.stream().mapToLong(Candidate::tokens).max().orElseThrow();
      assertThat(2 * Math.abs(achieved - budget.budgetTokens())).isLessThanOrEqualTo(longest);
    }
  }

  private static List<Candidate> documents(Random random, int count) {
    List<Candidate> documents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      documents.add(new Candidate(random.nextLong(), 1 + random.nextInt(500)));
    }
    return documents;
  }

  private static long achieved(List<Candidate> documents, LanguageBudget budget) {
    SamplingPlan plan =
        budget.remainder() == 0
            ? SamplingPlan.whole(budget.wholeEpochs())
            : Sampling.plan(budget.wholeEpochs(), documents, budget.remainder());
    long achieved = 0;
    for (int epoch = 0; epoch < plan.epochs(); epoch++) {
      for (Candidate document : documents) {
        achieved += plan.covers(epoch, document.hash()) ? document.tokens() : 0;
      }
    }
    return achieved;
  }
}
