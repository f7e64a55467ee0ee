package io.millrace.transforms.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.io.tokenizer.bpe.BpeVocabulary;
import io.millrace.io.tokenizer.bpe.MergeLearner;
import io.millrace.io.tokenizer.bpe.MergeSettings;
import io.millrace.transforms.mix.LanguageMix;
import io.millrace.transforms.mix.Mixture;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.Tally;
import io.millrace.transforms.tokenize.SourceText;
import io.millrace.transforms.tokenize.SourceTextCoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.junit.jupiter.api.Test;

class LearnVocabularyTest {
  private static final int MAX_WORD_BYTES = 64;
  private static final MergeSettings SETTINGS =
      new MergeSettings(257 + 6, 1L << LanguageWeight.FRACTION_BITS, 16, List.of());

  private final Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());

  @Test
  void countsWordsByLanguage() {
    PCollectionTuple counted = count(text("eng", "mill mill mill"), text("deu", "mill"));

    PAssert.that(counted.get(CountWords.WORDS))
        .containsInAnyOrder(
            KV.of(new LanguageWord("eng", "mill"), 1L),
            KV.of(new LanguageWord("eng", " mill"), 2L),
            KV.of(new LanguageWord("deu", "mill"), 1L));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void countsEmptyTextsAndCutWords() {
    PCollectionTuple counted = count(text("eng", ""), text("tha", "ก".repeat(50)));

    PAssert.that(counted.get(StageTags.COUNTS))
        .satisfies(
            counts -> {
              Map<CountKey, Tally> sums = sums(counts);
              assertThat(sums.get(new CountKey("count", Fate.DROPPED, "empty_text", "eng")))
                  .isEqualTo(new Tally(1, 0, 0, 0));
              assertThat(sums.get(new CountKey("cut_words", Fate.KEPT, "", "tha")).documents())
                  .isEqualTo(2);
              Tally kept = sums.get(new CountKey("count", Fate.KEPT, "", "tha"));
              assertThat(kept.bytes()).isEqualTo(150);
              assertThat(kept.tokens()).isEqualTo(3);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void mergesAreThoseOfTheWeightedWords() {
    // 25 and 11 bytes, 18 for each: an English word weighs 18/25 of its count, a German one 18/11.
    PCollection<KV<LanguageWord, Long>> words =
        count(text("eng", "lower lower lowest newest"), text("deu", "neue Mühle"))
            .get(CountWords.WORDS);
    PCollectionTuple learnt =
        words
            .apply(WeighWords.by(Mixture.of(LanguageMix.parse("alpha:0")), 1000))
            .get(WeighWords.WEIGHTED)
            .apply(LearnMerges.with(SETTINGS));
    long english = 18L << LanguageWeight.FRACTION_BITS;
    long german = 18L << LanguageWeight.FRACTION_BITS;
    String expected =
        MergeLearner.learn(
                Map.of(
                    "lower", english / 25,
                    " lower", english / 25,
                    " lowest", english / 25,
                    " newest", english / 25,
                    "neue", german / 11,
                    " Mühle", german / 11),
                SETTINGS)
            .merges()
            .toString();

    PAssert.thatSingleton(learnt.get(LearnMerges.VOCABULARY))
        .satisfies(
            vocabulary -> {
              assertThat(vocabulary.merges()).hasSize(6).hasToString(expected);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void fertilityIsThatOfAllWords() {
    PCollection<KV<LanguageWord, Long>> words =
        count(text("eng", "aaaa aaaa aaaa"), text("tha", "ก")).get(CountWords.WORDS);
    BpeVocabulary.Builder builder = BpeVocabulary.builder(List.of());
    int a = "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`a".length() - 1;
    builder.merge(a, a);
    PCollectionView<BpeVocabulary> vocabulary =
        pipeline
            .apply("Vocabulary", Create.of(builder.build()).withCoder(BpeVocabularyCoder.of()))
            .apply("View", View.asSingleton());

    PAssert.that(words.apply(MeasureFertility.of(vocabulary)))
        .satisfies(
            counts -> {
              Map<CountKey, Tally> sums = sums(counts);
              Tally english = sums.get(new CountKey("encode", Fate.KEPT, "", "eng"));
              assertThat(english.bytes()).isEqualTo(14);
              assertThat(english.tokens()).isEqualTo(8);
              assertThat(sums.get(new CountKey("encode", Fate.KEPT, "", "tha")).tokens())
                  .isEqualTo(3);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private PCollectionTuple count(SourceText... texts) {
    return pipeline
        .apply("Texts", Create.of(List.of(texts)).withCoder(SourceTextCoder.of()))
        .apply(CountWords.upTo(MAX_WORD_BYTES));
  }

  private static SourceText text(String language, String text) {
    return new SourceText(language, "", language, language, 1, 1, text);
  }

  private static Map<CountKey, Tally> sums(Iterable<KV<CountKey, Tally>> counts) {
    Map<CountKey, Tally> sums = new HashMap<>();
    counts.forEach(count -> sums.merge(count.getKey(), count.getValue(), Tally::plus));
    return sums;
  }
}
