package io.millrace.transforms.boilerplate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.io.document.Document;
import io.millrace.io.document.Dropped;
import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.share.MeasuredFn;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.DocumentCoder;
import io.millrace.transforms.stage.StageTags;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoveBoilerplateTest {
  private final Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());

  @Test
  void removesWhatManyPagesOfASiteHave() {
    expect(
        new BoilerplateLimits(3, 0),
        List.of(
            document("https://a.example/1", "Menu\nOne mill.\nSee also"),
            document("https://a.example/2", "Menu \nTwo mills."),
            document("https://A.example/3", " Menu\nMenu\nThree mills.\nSee also")),
        List.of("One mill.\nSee also", "Two mills.", "Three mills.\nSee also"),
        List.of());
  }

  @Test
  void theSameLineOfOtherSitesStays() {
    expect(
        new BoilerplateLimits(3, 0),
        List.of(
            document("https://a.example/1", "Menu\nOne mill."),
            document("https://a.example/2", "Menu\nTwo mills."),
            document("https://a.example/3", "Menu\nThree mills."),
            document("https://b.example/1", "Menu\nAnother site."),
            document("https://b.example/2", "Menu\nA second page of it."),
            document("https://b.example/3", "A third one.")),
        List.of(
            "One mill.",
            "Two mills.",
            "Three mills.",
            "Menu\nAnother site.",
            "Menu\nA second page of it.",
            "A third one."),
        List.of());
  }

  @Test
  void aSiteOfFewPagesStaysAsItIs() {
    expect(
        new BoilerplateLimits(3, 0),
        List.of(
            document("https://a.example/1", "Menu\r\nOne mill."),
            document("https://a.example/2", "Menu\r\nTwo mills.")),
        List.of("Menu\r\nOne mill.", "Menu\r\nTwo mills."),
        List.of());
  }

  @Test
  void aLineOfFewOfManyPagesStays() {
    List<Document> documents = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String text = (i < 3 ? "Quoted often.\n" : "") + "Page " + i + " of the site.";
      documents.add(document("https://a.example/" + i, text + "\nFooter"));
      texts.add(text);
    }
    expect(new BoilerplateLimits(3, 0.5), documents, texts, List.of());
  }

  @Test
  void dropsADocumentOfNothingElse() {
    expect(
        new BoilerplateLimits(2, 0),
        List.of(
            document("https://a.example/1", "Menu\nImprint"),
            document("https://a.example/2", "Menu\nA text."),
            document("https://a.example/3", "Menu\nImprint\nAnother text.")),
        List.of("A text.", "Another text."),
        List.of("boilerplate only_boilerplate 2 2: Menu\nImprint"));
  }

  @Test
  void aRecordReadTwiceIsNoRepetition() {
    Document twice = document("https://a.example/1", "Once said.\nOne mill.");
    expect(
        new BoilerplateLimits(2, 0),
        List.of(twice, twice, document("https://a.example/2", "Two mills.")),
        List.of("Once said.\nOne mill.", "Once said.\nOne mill.", "Two mills."),
        List.of());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void theOrderOfDocumentsAndTheParallelismChangeNothing(int parallelism) {
    List<Document> documents = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String text = "Page " + i + " of the site." + (i % 7 == 0 ? "\nSometimes." : "");
      documents.add(document("https://a.example/" + i, "Menu\n" + text + "\nFooter"));
      texts.add(text);
    }
    Collections.shuffle(documents, new Random(parallelism));
    pipeline.getOptions().as(DirectOptions.class).setTargetParallelism(parallelism);
    expect(new BoilerplateLimits(10, 0.2), documents, texts, List.of());
  }

  @Test
  void countsDocumentsAndTheBytesThatRemain() {
    PCollectionTuple outputs =
        remove(
            new BoilerplateLimits(2, 0),
            List.of(
                document("https://a.example/1", "Menu\nEine Mühle."),
                document("https://a.example/2", "Menu")));

    PAssert.that(outputs.get(StageTags.COUNTS))
        .satisfies(
            tallies -> {
              Map<CountKey, List<Long>> sums = new HashMap<>();
              tallies.forEach(
                  tally ->
                      sums.merge(
                          tally.getKey(),
                          List.of(tally.getValue().documents(), tally.getValue().bytes()),
                          (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1))));
              assertThat(sums)
                  .isEqualTo(
                      Map.of(
                          new CountKey("boilerplate", CountKey.Fate.KEPT, "", ""),
                          List.of(1L, 12L),
                          new CountKey(
                              "boilerplate", CountKey.Fate.DROPPED, "only_boilerplate", ""),
                          List.of(1L, 4L)));
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void noKeyReceivesMuchOfALargeSite() {
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      documents.add(document("https://a.example/" + i, "Menu\nPage " + i));
    }
    PCollectionTuple outputs = remove(new BoilerplateLimits(2, 0), documents);

    PAssert.that(outputs.get(MeasuredFn.KEY_BYTES))
        .satisfies(
            measured -> {
              assertThat(measured).extracting(KV::getKey).contains("Sites", "Lines");
              // Each of the 300 pages takes about 50 bytes, all together 15,000.
              assertThat(measured).extracting(KV::getValue).allMatch(bytes -> bytes < 1000);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private void expect(
      BoilerplateLimits limits, List<Document> documents, List<String> kept, List<String> dropped) {
    PCollectionTuple outputs = remove(limits, documents);
    PAssert.that(
            outputs
                .get(StageTags.KEPT)
                .apply("Kept", MapElements.into(TypeDescriptors.strings()).via(Document::text)))
        .containsInAnyOrder(kept);
    PAssert.that(
            outputs
                .get(StageTags.DROPPED)
                .apply(
                    "Dropped",
                    MapElements.into(TypeDescriptors.strings())
                        .via(RemoveBoilerplateTest::describe)))
        .containsInAnyOrder(dropped);
    PAssert.that(outputs.get(StageTags.DEAD_LETTERS)).empty();
    pipeline.run().waitUntilFinish();
  }

  private PCollectionTuple remove(BoilerplateLimits limits, List<Document> documents) {
    return pipeline
        .apply(Create.of(documents).withCoder(DocumentCoder.of()))
        .apply(RemoveBoilerplate.by(limits));
  }

  private static String describe(Dropped drop) {
    return String.join(" ", drop.stage(), drop.reason(), drop.value(), drop.threshold())
        + ": "
        + drop.document().text();
  }

  private static Document document(String url, String text) {
    return Document.extracted(
        Hash128.of(url).toString(), url, null, text, "crawl.warc.gz", url.hashCode());
  }
}
