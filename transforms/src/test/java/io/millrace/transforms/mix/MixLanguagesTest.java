package io.millrace.transforms.mix;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.Tally;
import io.millrace.transforms.tokenize.TokenSequence;
import io.millrace.transforms.tokenize.TokenSequenceCoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.Test;

class MixLanguagesTest {
  private static final int TOKENS = 10;

  @Test
  void alphaRepeatsSmallLanguagesAndSamplesLargeOnes() {
    // 400 and 100 tokens at alpha 0.5 share 500 as 20 to 10: 333 and 167, met by 34 and 17
    // documents.
    Map<String, Integer> expected = Map.of("eng_Latn", 33, "tha_Thai", 17);

    Pipeline pipeline = pipeline();
    PCollectionTuple mixed = mix(pipeline, "alpha:0.5", 1);

    PAssert.that(mixed.get(MixLanguages.MIXED))
        .satisfies(
            sequences -> {
              assertThat(countByLanguage(sequences)).isEqualTo(expected);
              return null;
            });
    PAssert.that(mixed.get(StageTags.COUNTS))
        .satisfies(
            counts -> {
              assertThat(planned(counts)).isEqualTo(Map.of("eng_Latn", 333L, "tha_Thai", 167L));
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void copiesOfADocumentAreNumberedFromZero() {
    Pipeline pipeline = pipeline();
    PCollection<TokenSequence> mixed = mix(pipeline, "alpha:0", 1).get(MixLanguages.MIXED);

    PAssert.that(mixed)
        .satisfies(
            sequences -> {
              Map<String, List<Integer>> copies = new HashMap<>();
              sequences.forEach(
                  s -> copies.computeIfAbsent(s.id(), id -> new ArrayList<>()).add(s.copy()));
              copies.values().forEach(list -> list.sort(null));
              // 25 documents' worth each: ten Thai documents twice or three times, English ones at
              // most once.
              assertThat(copies.get("tha_Thai-3")).isIn(List.of(0, 1), List.of(0, 1, 2));
              assertThat(copies.values())
                  .allMatch(list -> list.get(list.size() - 1) == list.size() - 1);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void naturalKeepsEveryDocumentOnce() {
    Pipeline pipeline = pipeline();
    PCollection<TokenSequence> mixed = mix(pipeline, "natural", 1).get(MixLanguages.MIXED);

    PAssert.that(mixed)
        .satisfies(
            sequences -> {
              assertThat(countByLanguage(sequences))
                  .isEqualTo(Map.of("eng_Latn", 40, "tha_Thai", 10));
              assertThat(sequences).allMatch(sequence -> sequence.copy() == 0);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void phasesTakeUpALanguageWhereTheOnesBeforeLeftIt() {
    // 500 tokens: 300 in the first phase, natural, are 240 and 60; 200 in the second, Thai alone,
    // are the last 4 documents of the first Thai epoch, the second epoch, and 6 of the third.
    Mixture mixture =
        new Mixture(
            List.of(
                new Mixture.Phase(3, LanguageMix.parse("natural")),
                new Mixture.Phase(2, new WeightedMix(new TreeMap<>(Map.of("tha_Thai", 1.0))))));
    Pipeline pipeline = pipeline();
    PCollection<TokenSequence> mixed =
        sequences(pipeline, 1).apply(MixLanguages.by(mixture, 1)).get(MixLanguages.MIXED);

    PAssert.that(mixed)
        .satisfies(
            sequences -> {
              Map<String, Integer> counts = new TreeMap<>();
              Map<String, List<Integer>> phases = new HashMap<>();
              sequences.forEach(
                  s -> {
                    counts.merge(s.language() + " in " + s.phase(), 1, Integer::sum);
                    List<Integer> copies =
                        phases.computeIfAbsent(s.id(), id -> new ArrayList<>(List.of(9, 9, 9)));
                    copies.set(s.copy(), s.phase());
                  });
              assertThat(counts)
                  .isEqualTo(Map.of("eng_Latn in 0", 24, "tha_Thai in 0", 6, "tha_Thai in 1", 20));
              // No document comes a second time before all have come once.
              assertThat(phases.values())
                  .allMatch(copies -> copies.equals(copies.stream().sorted().toList()));
              assertThat(phases.values().stream().filter(copies -> copies.get(1) == 0)).isEmpty();
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aDocumentCountsAsOftenAsItsWeight() {
    Pipeline pipeline = pipeline();
    PCollection<TokenSequence> mixed =
        sequences(pipeline, 3)
            .apply(MixLanguages.by(Mixture.of(PowerMix.NATURAL), 1))
            .get(MixLanguages.MIXED);

    PAssert.that(mixed)
        .satisfies(
            sequences -> {
              assertThat(countByLanguage(sequences))
                  .isEqualTo(Map.of("eng_Latn", 120, "tha_Thai", 30));
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aTokenBudgetIsMetToWithinADocument() {
    Pipeline pipeline = pipeline();
    PCollection<TokenSequence> mixed =
        sequences(pipeline, 2)
            .apply(MixLanguages.by(Mixture.of(new UniMax(1)), 1).withTokenBudget(475))
            .get(MixLanguages.MIXED);

    // Half of 475 is 237 each; Thai has 200 in an epoch, English gets the 275 that are left.
    PAssert.that(mixed)
        .satisfies(
            sequences -> {
              Map<String, Integer> counts = countByLanguage(sequences);
              assertThat(counts.get("tha_Thai")).isEqualTo(20);
              assertThat(counts.get("eng_Latn")).isBetween(27, 28);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private static PCollectionTuple mix(Pipeline pipeline, String mix, long seed) {
    return sequences(pipeline, 1).apply(MixLanguages.by(Mixture.of(LanguageMix.parse(mix)), seed));
  }

  private static PCollection<TokenSequence> sequences(Pipeline pipeline, int weight) {
    List<TokenSequence> sequences = new ArrayList<>();
    add(sequences, "eng_Latn", 40, weight);
    add(sequences, "tha_Thai", 10, weight);
    return pipeline.apply(Create.of(sequences).withCoder(TokenSequenceCoder.of()));
  }

  private static void add(
      List<TokenSequence> sequences, String language, int documents, int weight) {
    for (int i = 0; i < documents; i++) {
      String id = language + "-" + i;
      sequences.add(TokenSequence.of(id, language, TOKENS, weight, new int[TOKENS]));
    }
  }

  private static Map<String, Integer> countByLanguage(Iterable<TokenSequence> sequences) {
    Map<String, Integer> counts = new HashMap<>();
    sequences.forEach(sequence -> counts.merge(sequence.language(), 1, Integer::sum));
    return counts;
  }

  private static Map<String, Long> planned(Iterable<KV<CountKey, Tally>> counts) {
    Map<String, Long> planned = new HashMap<>();
    counts.forEach(
        count -> {
          if (count.getKey().stage().equals(MixLanguages.PLAN)) {
            planned.put(count.getKey().language(), count.getValue().tokens());
          }
        });
    return planned;
  }

  private static Pipeline pipeline() {
    return Pipeline.create(PipelineOptionsFactory.create());
  }
}
