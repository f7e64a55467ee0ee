package io.millrace.transforms.repair;

import io.millrace.io.document.Document;
import io.millrace.transforms.stage.DocumentCoder;
import io.millrace.transforms.stage.StageTags;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;

class RepairTextTest {
  @Test
  void repairsTextAndTitleAndKeepsTheRest() {
    Document titled =
        document("La d\u00c3\u00a9claration.").withMetadata("D\u00c3\u00a9claration", "2026-01-02");
    Document untitled = document("Text.");
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());

    PAssert.that(
            pipeline
                .apply(Create.of(List.of(titled, untitled)).withCoder(DocumentCoder.of()))
                .apply(RepairText.create())
                .get(StageTags.KEPT)
                .apply(
                    MapElements.into(TypeDescriptors.strings())
                        .via(d -> d.title() + " | " + d.published() + " | " + d.text())))
        .containsInAnyOrder(
            "D\u00e9claration | 2026-01-02 | La d\u00e9claration.", "null | null | Text.");
    pipeline.run().waitUntilFinish();
  }

  private static Document document(String text) {
    return Document.extracted(
        "0123456789abcdef0123456789abcdef", "https://a.example/", null, text, "a.warc", 0);
  }
}
