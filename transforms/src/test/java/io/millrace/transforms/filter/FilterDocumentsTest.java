package io.millrace.transforms.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.io.document.Document;
import io.millrace.io.document.Dropped;
import io.millrace.transforms.stage.DocumentCoder;
import io.millrace.transforms.stage.StageTags;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.Test;

class FilterDocumentsTest {
  @Test
  void aFilterOfTheClassPathIsAStageOfItsName() {
    Document fine = document("short");
    Document long1 = document("longer");
    Document poison = document("poison");
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());

    PCollectionTuple outputs =
        pipeline
            .apply(Create.of(fine, long1, poison).withCoder(DocumentCoder.of()))
            .apply(
                FilterDocuments.by(
                    FilterChoice.parse("brevity:maxCharacters=5", FilterCatalog.onClassPath())));

    PAssert.that(outputs.get(StageTags.KEPT)).containsInAnyOrder(fine);
    PAssert.that(outputs.get(StageTags.DROPPED))
        .containsInAnyOrder(new Dropped(long1, "brevity", "characters", "6.00000", "5.00000"));
    PAssert.thatSingleton(outputs.get(StageTags.DEAD_LETTERS))
        .satisfies(
            letter -> {
              assertThat(letter.stage()).isEqualTo("brevity");
              assertThat(letter.reason()).contains("cannot bear it");
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aWorkerWithAnotherVersionFails() {
    FilterRule rule = new FilterRule(choice("brevity", "2"));

    assertThatThrownBy(rule::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a worker has version 3; give all machines the same jar");
  }

  @Test
  void aWorkerWithoutTheJarFails() {
    FilterRule rule = new FilterRule(choice("verbosity", "1"));

    assertThatThrownBy(rule::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("on a worker: there is no filter 'verbosity'");
  }

  private static FilterChoice choice(String name, String version) {
    return new FilterChoice(name, version, new TreeMap<>(Map.of()));
  }

  private static Document document(String text) {
    return Document.extracted("id", "http://a.example/", null, text, "a.warc", 7);
  }
}
