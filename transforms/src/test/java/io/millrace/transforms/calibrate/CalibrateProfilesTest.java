package io.millrace.transforms.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.transforms.calibrate.measure.MeasureTexts.Corpus;
import io.millrace.transforms.read.ScoredText;
import io.millrace.transforms.read.ScoredTextCoder;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.StageTags;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.Test;

class CalibrateProfilesTest {
  private static final CalibrationSettings SETTINGS =
      new CalibrationSettings(0.1, 0.2, 2, 0.3, 0.9, 200, 20, 10);
  private static final PrecisionSettings PRECISION =
      new PrecisionSettings(Set.of("deu_Latn"), 0.85, 20, 2);

  @Test
  void writesAProfileForEachLanguageWithEnoughText() {
    Pipeline pipeline = pipeline();

    PAssert.that(calibrate(pipeline, texts(1), texts(2)).get(CalibrateProfiles.FILES))
        .satisfies(
            files -> {
              Map<String, String> contents = byPath(files);
              assertThat(contents)
                  .containsOnlyKeys(
                      "Latn.yml",
                      "default.yml",
                      "deu_Latn.yml",
                      "eng_Latn.yml",
                      "english-scale.json",
                      "precision/deu_Latn.txt");
              assertThat(contents.get("deu_Latn.yml"))
                  .startsWith("# Derived by millrace calibrate from 30 passages")
                  .contains("stopwords:\n- \"und\"\n- \"the\"\n")
                  .contains("language_score: 0.9\n");
              // "the" is as frequent in English, so it tells nothing.
              assertThat(contents.get("precision/deu_Latn.txt")).isEqualTo("und\n");
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void theOrderOfTextsChangesNothing() {
    List<ScoredText> reference = texts(1);
    List<ScoredText> crawl = texts(2);
    Map<String, String> expected = new HashMap<>();
    Pipeline first = pipeline();
    PAssert.that(calibrate(first, reference, crawl).get(CalibrateProfiles.FILES))
        .satisfies(
            files -> {
              EXPECTED.clear();
              EXPECTED.putAll(byPath(files));
              return null;
            });
    first.run().waitUntilFinish();
    expected.putAll(EXPECTED);

    Collections.shuffle(reference, new Random(3));
    Collections.shuffle(crawl, new Random(4));
    Pipeline second = pipeline();
    PAssert.that(calibrate(second, reference, crawl).get(CalibrateProfiles.FILES))
        .satisfies(
            files -> {
              assertThat(byPath(files)).isEqualTo(EXPECTED).isNotEmpty();
              return null;
            });
    second.run().waitUntilFinish();
    assertThat(expected).isNotEmpty();
  }

  /** Assertions travel serialized; what one run saw waits here for the next. */
  private static final Map<String, String> EXPECTED = new TreeMap<>();

  @Test
  void tellsWhatBecameOfEachLanguage() {
    List<ScoredText> crawl = texts(2);
    crawl.add(new ScoredText("tha_Thai", OptionalDouble.of(0.5), "ข้อความ"));
    Pipeline pipeline = pipeline();

    PAssert.that(calibrate(pipeline, texts(1), crawl).get(StageTags.COUNTS))
        .satisfies(
            counts -> {
              Map<CountKey, Long> documents = new HashMap<>();
              counts.forEach(
                  count ->
                      documents.merge(count.getKey(), count.getValue().documents(), Long::sum));
              assertThat(documents)
                  .containsEntry(key(CalibrateProfiles.CHOSEN, "deu_Latn", "deu_Latn"), 1L)
                  .containsEntry(key(CalibrateProfiles.CHOSEN, "default", "tha_Thai"), 1L)
                  .containsEntry(key(CalibrateProfiles.PASSAGES, "", "deu_Latn"), 30L)
                  .containsEntry(key(CalibrateProfiles.DERIVED, "deu_Latn", "deu_Latn"), 30L)
                  .containsEntry(key(CalibrateProfiles.PRECISION, "", "deu_Latn"), 1L)
                  .containsEntry(key(Corpus.REFERENCE.stage(), "", "deu_Latn"), 30L)
                  .containsEntry(key(Corpus.CRAWL.stage(), "", "tha_Thai"), 1L);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private static CountKey key(String stage, String reason, String language) {
    return new CountKey(stage, CountKey.Fate.KEPT, reason, language);
  }

  private static Map<String, String> byPath(Iterable<KV<String, String>> files) {
    Map<String, String> contents = new TreeMap<>();
    StreamSupport.stream(files.spliterator(), false)
        .forEach(file -> contents.put(file.getKey(), file.getValue()));
    return contents;
  }

  private static PCollectionTuple calibrate(
      Pipeline pipeline, List<ScoredText> reference, List<ScoredText> crawl) {
    return PCollectionTuple.of(
            CalibrateProfiles.REFERENCE,
            pipeline.apply("Reference", Create.of(reference).withCoder(ScoredTextCoder.of())))
        .and(
            CalibrateProfiles.CRAWL,
            pipeline.apply("Crawl", Create.of(crawl).withCoder(ScoredTextCoder.of())))
        .apply(CalibrateProfiles.with(SETTINGS).withPrecisionWords(PRECISION));
  }

  /** Thirty texts of German and English each; a fifth and more of the words are frequent ones. */
  private static List<ScoredText> texts(long seed) {
    Random random = new Random(seed);
    List<ScoredText> texts = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      texts.add(text(random, "deu_Latn", "und und the"));
      texts.add(text(random, "eng_Latn", "of of the"));
    }
    return texts;
  }

  private static ScoredText text(Random random, String language, String frequent) {
    String text = Statistics.text(random, 5, 150) + (frequent + " ").repeat(60) + "\n";
    return new ScoredText(language, OptionalDouble.of(0.95), text);
  }

  private static Pipeline pipeline() {
    return Pipeline.create(PipelineOptionsFactory.create());
  }
}
