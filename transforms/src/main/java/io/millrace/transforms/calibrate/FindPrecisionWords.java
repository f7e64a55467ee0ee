package io.millrace.transforms.calibrate;

import io.millrace.transforms.calibrate.FrequentWords.WordCount;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Top;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Words of high affinity to one language, from counts by language and word. */
final class FindPrecisionWords
    extends PTransform<
        PCollection<KV<KV<String, String>, Long>>, PCollection<KV<String, List<WordCount>>>> {
  private final PrecisionSettings settings;

  private FindPrecisionWords(PrecisionSettings settings) {
    this.settings = settings;
  }

  static FindPrecisionWords by(PrecisionSettings settings) {
    return new FindPrecisionWords(settings);
  }

  @Override
  public PCollection<KV<String, List<WordCount>>> expand(
      PCollection<KV<KV<String, String>, Long>> counts) {
    return counts
        .apply(
            "ByWord",
            // A language's count travels as the "word" of a pair under the word itself.
            MapElements.into(new TypeDescriptor<KV<String, WordCount>>() {})
                .via(
                    count ->
                        KV.of(
                            count.getKey().getValue(),
                            new WordCount(count.getKey().getKey(), count.getValue()))))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), WordCountCoder.of()))
        .apply("LanguagesOfWord", GroupByKey.create())
        .apply("OfHighAffinity", ParDo.of(new OfHighAffinityFn(settings)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), WordCountCoder.of()))
        .apply("MostFrequent", Top.largestPerKey(settings.maxWords()));
  }

  private static final class OfHighAffinityFn
      extends DoFn<KV<String, Iterable<WordCount>>, KV<String, WordCount>> {
    private final PrecisionSettings settings;

    OfHighAffinityFn(PrecisionSettings settings) {
      this.settings = settings;
    }

    @ProcessElement
    public void processElement(
        @Element KV<String, Iterable<WordCount>> word, OutputReceiver<KV<String, WordCount>> out) {
      long everywhere = 0;
      List<WordCount> candidates = new ArrayList<>();
      // Runners may give a group's values once only.
      for (WordCount inLanguage : word.getValue()) {
        everywhere += inLanguage.count();
        if (settings.languages().contains(inLanguage.word())) {
          candidates.add(inLanguage);
        }
      }
      for (WordCount candidate : candidates) {
        if (settings.accept(candidate.count(), everywhere)) {
          out.output(KV.of(candidate.word(), new WordCount(word.getKey(), candidate.count())));
        }
      }
    }
  }
}
