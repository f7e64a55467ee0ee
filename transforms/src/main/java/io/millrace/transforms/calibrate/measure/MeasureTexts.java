package io.millrace.transforms.calibrate.measure;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import io.millrace.transforms.read.ScoredText;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.CountKeyCoder;
import io.millrace.transforms.stage.Counts;
import io.millrace.transforms.stage.CpuTime;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.Tally;
import io.millrace.transforms.stage.TallyCoder;
import io.millrace.transforms.stage.Utf8;
import io.millrace.transforms.words.WordSegmenter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Instant;

/**
 * Measures texts as the quality rules do. Gives partial sums: {@link #STATISTICS} by language, and
 * {@link #WORDS}, how often each token with a letter, in normal form C, occurs in each language.
 */
public final class MeasureTexts extends PTransform<PCollection<ScoredText>, PCollectionTuple> {
  /** Measurements by language. */
  public static final TupleTag<KV<String, LanguageStatistics>> STATISTICS =
      new TupleTag<>("statistics") {};

  /** Counts by language and word; of the reference only. */
  public static final TupleTag<KV<KV<String, String>, Long>> WORDS = new TupleTag<>("words") {};

  /** Which texts are measured. */
  public enum Corpus {
    /** Good text. */
    REFERENCE("reference"),
    /** Pages as they were found. */
    CRAWL("crawl");

    private final String stage;

    Corpus(String stage) {
      this.stage = stage;
    }

    /** Its name in counts. */
    public String stage() {
      return stage;
    }
  }

  private final Corpus corpus;
  private final int passageTokens;

  private MeasureTexts(Corpus corpus, int passageTokens) {
    this.corpus = corpus;
    this.passageTokens = passageTokens;
  }

  /**
   * @param corpus which texts these are
   * @param passageTokens how many tokens make a passage
   */
  public static MeasureTexts of(Corpus corpus, int passageTokens) {
    return new MeasureTexts(corpus, passageTokens);
  }

  @Override
  public PCollectionTuple expand(PCollection<ScoredText> texts) {
    PCollectionTuple outputs =
        texts.apply(
            "Measure",
            ParDo.of(new MeasureFn(corpus, passageTokens))
                .withOutputTags(STATISTICS, TupleTagList.of(List.of(WORDS, StageTags.COUNTS))));
    outputs
        .get(STATISTICS)
        .setCoder(KvCoder.of(StringUtf8Coder.of(), LanguageStatisticsCoder.of()));
    outputs
        .get(WORDS)
        .setCoder(
            KvCoder.of(KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of()), VarLongCoder.of()));
    outputs.get(StageTags.COUNTS).setCoder(KvCoder.of(CountKeyCoder.of(), TallyCoder.of()));
    return outputs;
  }

  private static final class MeasureFn extends DoFn<ScoredText, KV<String, LanguageStatistics>> {
    /** Different words held at most before their counts go out, so that no bundle fills memory. */
    private static final int MAX_HELD_WORDS = 100_000;

    private static final Normalizer2 NFC = Normalizer2.getNFCInstance();
    private static final Instant TIMESTAMP = BoundedWindow.TIMESTAMP_MIN_VALUE;

    private final Corpus corpus;
    private final int passageTokens;
    private transient WordSegmenter segmenter;
    private transient Map<String, LanguageStatistics> statistics;
    private transient Map<KV<String, String>, Long> words;
    private transient Counts counts;

    MeasureFn(Corpus corpus, int passageTokens) {
      this.corpus = corpus;
      this.passageTokens = passageTokens;
    }

    @Setup
    public void setup() {
      segmenter = new WordSegmenter();
    }

    @StartBundle
    public void startBundle() {
      statistics = new HashMap<>();
      words = new HashMap<>();
      counts = new Counts();
    }

    @ProcessElement
    public void processElement(@Element ScoredText text, MultiOutputReceiver outputs) {
      long start = CpuTime.nanos();
      List<String> tokens = segmenter.segment(text.text()).strings();
      LanguageStatistics own =
          statistics.computeIfAbsent(text.language(), language -> new LanguageStatistics());
      if (corpus == Corpus.REFERENCE) {
        own.reference().add(text.text(), tokens, passageTokens);
        own.addReferenceWords(countWords(text.language(), tokens));
      } else {
        own.crawl().add(text.text(), tokens, passageTokens);
        text.score().ifPresent(own.scores()::add);
      }
      if (words.size() > MAX_HELD_WORDS) {
        words.forEach((word, count) -> outputs.get(WORDS).output(KV.of(word, count)));
        words.clear();
      }
      counts.add(
          new CountKey(corpus.stage(), Fate.KEPT, "", text.language()),
          new Tally(1, Utf8.length(text.text()), tokens.size(), CpuTime.nanos() - start));
    }

    private long countWords(String language, List<String> tokens) {
      long counted = 0;
      for (String token : tokens) {
        if (token.codePoints().anyMatch(UCharacter::isLetter)) {
          words.merge(KV.of(language, NFC.normalize(token)), 1L, Long::sum);
          counted++;
        }
      }
      return counted;
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      statistics.forEach(
          (language, sums) ->
              context.output(STATISTICS, KV.of(language, sums), TIMESTAMP, GlobalWindow.INSTANCE));
      words.forEach(
          (word, count) ->
              context.output(WORDS, KV.of(word, count), TIMESTAMP, GlobalWindow.INSTANCE));
      counts.drain(
          (key, tally) ->
              context.output(
                  StageTags.COUNTS, KV.of(key, tally), TIMESTAMP, GlobalWindow.INSTANCE));
    }
  }
}
