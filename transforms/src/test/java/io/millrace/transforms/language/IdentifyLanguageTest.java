package io.millrace.transforms.language;

import io.millrace.io.document.Document;
import io.millrace.transforms.stage.DocumentCoder;
import io.millrace.transforms.stage.StageTags;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;

class IdentifyLanguageTest {
  private static final String GERMAN =
      "Die Mühle am Bach mahlte das Korn für das ganze Tal, bis das Hochwasser das Rad fortriss.";
  private static final String MIXED = "Die Mühle und the mill by the river, das Korn ist im Tal";

  @Test
  void labelsDocuments() {
    Pipeline pipeline = pipeline();
    PAssert.that(
            identify(pipeline, IdentifyLanguage.with(null), GERMAN)
                .get(StageTags.KEPT)
                .apply(
                    MapElements.into(TypeDescriptors.strings())
                        .via(document -> document.language() + " " + document.text())))
        .containsInAnyOrder("deu_Latn " + GERMAN);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void dropsWhatScoresLessThanAGivenThresholdAndTellsBoth() {
    Pipeline pipeline = pipeline();
    PCollectionTuple outputs =
        identify(
            pipeline,
            IdentifyLanguage.with(null)
                .withGivenThresholds(label -> label.equals("deu_Latn") ? 1.5 : null),
            GERMAN);
    PAssert.that(outputs.get(StageTags.KEPT)).empty();
    PAssert.that(
            outputs
                .get(StageTags.DROPPED)
                .apply(
                    MapElements.into(TypeDescriptors.strings())
                        .via(
                            drop ->
                                drop.stage()
                                    + " "
                                    + drop.reason()
                                    + " "
                                    + (drop.value().compareTo("0.5") > 0)
                                    + " "
                                    + drop.threshold())))
        .containsInAnyOrder("language low_score true 1.5000");
    pipeline.run().waitUntilFinish();
  }

  @Test
  void theThresholdFollowsFromTheLabelsOwnScores() {
    Pipeline pipeline = pipeline();
    PCollectionTuple outputs =
        identify(
            pipeline,
            IdentifyLanguage.with(null).withBounds(new LanguageThresholds.Bounds(0, 1)),
            GERMAN,
            "Die Mühle am Bach mahlte das Korn für das ganze Tal",
            "Das Korn für das ganze Tal mahlte die Mühle am Bach",
            "Bis das Hochwasser das Rad fortriss, mahlte die Mühle am Bach das Korn.",
            MIXED);
    PAssert.that(
            outputs
                .get(StageTags.DROPPED)
                .apply(
                    MapElements.into(TypeDescriptors.strings())
                        .via(drop -> drop.document().text())))
        .containsInAnyOrder(MIXED);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void theOnlyTextOfALabelIsKept() {
    Pipeline pipeline = pipeline();
    PCollectionTuple outputs =
        identify(
            pipeline,
            IdentifyLanguage.with(null).withBounds(new LanguageThresholds.Bounds(0, 1)),
            MIXED);
    PAssert.that(outputs.get(StageTags.DROPPED)).empty();
    pipeline.run().waitUntilFinish();
  }

  @Test
  void withoutIdentificationAllAreUndetermined() {
    Pipeline pipeline = pipeline();
    PAssert.that(
            documents(pipeline, GERMAN)
                .apply(LeaveUndetermined.create())
                .apply(MapElements.into(TypeDescriptors.strings()).via(Document::language)))
        .containsInAnyOrder("und_Zzzz");
    pipeline.run().waitUntilFinish();
  }

  private static PCollectionTuple identify(
      Pipeline pipeline, IdentifyLanguage identify, String... texts) {
    return documents(pipeline, texts).apply("IdentifyLanguage", identify);
  }

  private static PCollection<Document> documents(Pipeline pipeline, String... texts) {
    List<Document> documents =
        Arrays.stream(texts)
            .map(
                text ->
                    Document.extracted(
                        String.format(Locale.ROOT, "%032x", text.hashCode() & 0xffffffL),
                        "https://example.org/" + text.length(),
                        null,
                        text,
                        "crawl.warc.gz",
                        0))
            .toList();
    return pipeline.apply(Create.of(documents).withCoder(DocumentCoder.of()));
  }

  private static Pipeline pipeline() {
    return Pipeline.create(PipelineOptionsFactory.fromArgs("--runner=DirectRunner").create());
  }
}
