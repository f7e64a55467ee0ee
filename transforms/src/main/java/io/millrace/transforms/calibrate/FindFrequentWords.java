package io.millrace.transforms.calibrate;

import io.millrace.transforms.calibrate.FrequentWords.WordCount;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.Top;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Each language's most frequent words, from counts by language and word. No worker holds more of a
 * language than that many.
 */
final class FindFrequentWords
    extends PTransform<
        PCollection<KV<KV<String, String>, Long>>, PCollection<KV<String, List<WordCount>>>> {
  private final int maxWords;

  private FindFrequentWords(int maxWords) {
    this.maxWords = maxWords;
  }

  static FindFrequentWords atMost(int maxWords) {
    return new FindFrequentWords(maxWords);
  }

  @Override
  public PCollection<KV<String, List<WordCount>>> expand(
      PCollection<KV<KV<String, String>, Long>> counts) {
    return counts
        .apply(
            "ByLanguage",
            MapElements.into(new TypeDescriptor<KV<String, WordCount>>() {})
                .via(
                    count ->
                        KV.of(
                            count.getKey().getKey(),
                            new WordCount(count.getKey().getValue(), count.getValue()))))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), WordCountCoder.of()))
        .apply("MostFrequent", Top.largestPerKey(maxWords));
  }
}
