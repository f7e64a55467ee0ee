package io.millrace.jobs.pipeline;

import io.millrace.io.tokenizer.bpe.BpeVocabulary;
import io.millrace.io.tokenizer.bpe.MergeSettings;
import io.millrace.jobs.summary.CommitTokenizer;
import io.millrace.jobs.summary.RunContext;
import io.millrace.transforms.mix.Mixture;
import io.millrace.transforms.read.ReadTexts;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.Tally;
import io.millrace.transforms.vocabulary.CountWords;
import io.millrace.transforms.vocabulary.LanguageWord;
import io.millrace.transforms.vocabulary.LearnMerges;
import io.millrace.transforms.vocabulary.MeasureFertility;
import io.millrace.transforms.vocabulary.WeighWords;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;

/** From documents to a vocabulary: count words, weigh languages, learn merges, measure. */
public final class LearnTokenizer {
  private LearnTokenizer() {}

  /**
   * Adds the recipe to a pipeline.
   *
   * @param pipeline empty
   * @param run the run; its output is a file
   * @param recipe what to do
   */
  public static void build(Pipeline pipeline, RunContext run, Recipe recipe) {
    List<String> paths = run.inputs().stream().map(input -> input.path()).toList();

    PCollectionTuple counted =
        pipeline
            .apply("Read", ReadTexts.from(paths))
            .apply("CountWords", CountWords.upTo(recipe.maxWordBytes()));
    PCollection<KV<LanguageWord, Long>> words = counted.get(CountWords.WORDS);
    PCollectionTuple weighed =
        words.apply("WeighWords", WeighWords.by(recipe.mixture(), recipe.maxWords()));
    PCollectionTuple learnt =
        weighed
            .get(WeighWords.WEIGHTED)
            .apply("LearnMerges", LearnMerges.with(recipe.mergeSettings()));
    BpeVocabulary bytesOnly = BpeVocabulary.builder(recipe.mergeSettings().specialTokens()).build();
    PCollectionView<BpeVocabulary> vocabulary =
        learnt
            .get(LearnMerges.VOCABULARY)
            .apply("Vocabulary", View.<BpeVocabulary>asSingleton().withDefaultValue(bytesOnly));
    PCollection<KV<CountKey, Tally>> encoded =
        words.apply("MeasureFertility", MeasureFertility.of(vocabulary));

    PCollectionList.of(counted.get(StageTags.COUNTS))
        .and(weighed.get(StageTags.COUNTS))
        .and(learnt.get(StageTags.COUNTS))
        .and(encoded)
        .apply("Counts", Flatten.pCollections())
        .apply("CommitTokenizer", CommitTokenizer.of(run, vocabulary));
  }

  /**
   * What to do.
   *
   * @param mixture the languages' shares of the bytes, all phases together
   * @param maxWordBytes longer words are cut
   * @param maxWords about how many words to learn from
   * @param mergeSettings what the vocabulary is to be, weights in units of 2⁻¹⁶ occurrences
   */
  public record Recipe(
      Mixture mixture, int maxWordBytes, long maxWords, MergeSettings mergeSettings) {}
}
