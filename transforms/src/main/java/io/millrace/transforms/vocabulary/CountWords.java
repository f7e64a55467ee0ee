package io.millrace.transforms.vocabulary;

import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.CountKeyCoder;
import io.millrace.transforms.stage.Counts;
import io.millrace.transforms.stage.CpuTime;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.Tally;
import io.millrace.transforms.stage.TallyCoder;
import io.millrace.transforms.stage.Utf8;
import io.millrace.transforms.tokenize.SourceText;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/** Counts the words of each language; empty texts are dropped. */
public final class CountWords extends PTransform<PCollection<SourceText>, PCollectionTuple> {
  /** The stage's name; the tokens of its counts are words. */
  public static final String STAGE = "count";

  /** Counts how often words were cut because they are too long; the documents are cuts. */
  public static final String CUTS = "cut_words";

  /** How often each word occurs. */
  public static final TupleTag<KV<LanguageWord, Long>> WORDS = new TupleTag<>("words") {};

  private final WordCutter cutter;

  private CountWords(WordCutter cutter) {
    this.cutter = cutter;
  }

  /**
   * @param maxWordBytes longer words are cut into pieces, each counted as a word
   */
  public static CountWords upTo(int maxWordBytes) {
    return new CountWords(new WordCutter(maxWordBytes));
  }

  @Override
  public PCollectionTuple expand(PCollection<SourceText> texts) {
    PCollectionTuple partial =
        texts.apply(
            "CutWords",
            ParDo.of(new CutWordsFn(cutter))
                .withOutputTags(WORDS, TupleTagList.of(StageTags.COUNTS)));
    PCollection<KV<LanguageWord, Long>> words =
        partial
            .get(WORDS)
            .setCoder(KvCoder.of(LanguageWordCoder.of(), VarLongCoder.of()))
            .apply("SumWords", Sum.longsPerKey());
    return PCollectionTuple.of(WORDS, words)
        .and(
            StageTags.COUNTS,
            partial
                .get(StageTags.COUNTS)
                .setCoder(KvCoder.of(CountKeyCoder.of(), TallyCoder.of())));
  }

  /** Adds up words before they travel, as many as fit the table of one worker. */
  private static final class CutWordsFn extends DoFn<SourceText, KV<LanguageWord, Long>> {
    private static final int MAX_PENDING_WORDS = 200_000;

    private final WordCutter cutter;
    private transient Counts counts;
    private transient Map<LanguageWord, Long> pending;

    CutWordsFn(WordCutter cutter) {
      this.cutter = cutter;
    }

    @StartBundle
    public void startBundle() {
      counts = new Counts();
      pending = new HashMap<>();
    }

    @ProcessElement
    public void processElement(
        @Element SourceText source, OutputReceiver<KV<LanguageWord, Long>> output) {
      long start = CpuTime.nanos();
      String language = source.language();
      if (source.text().isEmpty()) {
        counts.add(
            new CountKey(STAGE, Fate.DROPPED, "empty_text", language), new Tally(1, 0, 0, 0));
        return;
      }
      long[] words = new long[1];
      long cuts =
          cutter.cut(
              source.text(),
              word -> {
                pending.merge(new LanguageWord(language, word), 1L, Long::sum);
                words[0]++;
              });
      if (pending.size() >= MAX_PENDING_WORDS) {
        drain((word, count) -> output.output(KV.of(word, count)));
      }
      counts.add(
          new CountKey(STAGE, Fate.KEPT, "", language),
          new Tally(1, Utf8.length(source.text()), words[0], CpuTime.nanos() - start));
      if (cuts > 0) {
        counts.add(new CountKey(CUTS, Fate.KEPT, "", language), new Tally(cuts, 0, 0, 0));
      }
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      drain(
          (word, count) ->
              context.output(
                  WORDS,
                  KV.of(word, count),
                  BoundedWindow.TIMESTAMP_MIN_VALUE,
                  GlobalWindow.INSTANCE));
      counts.drain(
          (key, tally) ->
              context.output(
                  StageTags.COUNTS,
                  KV.of(key, tally),
                  BoundedWindow.TIMESTAMP_MIN_VALUE,
                  GlobalWindow.INSTANCE));
    }

    private void drain(BiConsumer<LanguageWord, Long> output) {
      pending.forEach(output);
      pending.clear();
    }
  }
}
