package io.millrace.transforms.boilerplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.io.document.Document;
import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.stage.DocumentCoder;
import io.millrace.transforms.stage.StageTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;

class RemoveBoilerplateTest {
  @Test
  void removesWhatManyPagesOfASiteHave() {
    expect(
        new BoilerplateLimits(3, 0),
        List.of(
            document("https://a.example/1", "Menu\nOne mill.\nSee also"),
            document("https://a.example/2", "Menu \nTwo mills."),
            document("https://A.example/3", " Menu\nMenu\nThree mills.\nSee also"),
            document("https://b.example/1", "Menu\nAnother site."),
            document("https://b.example/2", "Menu\nA second page of it.")),
        List.of(
            "One mill.\nSee also",
            "Two mills.",
            "Three mills.\nSee also",
            "Menu\nAnother site.",
            "Menu\nA second page of it."),
        List.of());
  }

  @Test
  void aLineOfFewOfManyPagesStays() {
    List<Document> documents = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String text = (i < 3 ? "Quoted often.\n" : "") + "Page " + i + " of the site.\nFooter";
      documents.add(document("https://a.example/" + i, text));
      texts.add(text.replace("\nFooter", ""));
    }
    expect(new BoilerplateLimits(3, 0.5), documents, texts, List.of());
  }

  @Test
  void dropsADocumentOfNothingElse() {
    expect(
        new BoilerplateLimits(2, 0),
        List.of(
            document("https://a.example/1", "Menu\nImprint"),
            document("https://a.example/2", "Menu\nImprint\nA text.")),
        List.of("A text."),
        List.of("only_boilerplate: Menu\nImprint"));
  }

  @Test
  void lineEndsStayAsTheyWere() {
    String host = "a.example";
    Set<Hash128> menu = SiteLines.hashes(host, "Menu");

    assertThat(SiteLines.without(host, "a\n\nMenu\nb\n", menu::contains)).isEqualTo("a\n\nb\n");
    assertThat(SiteLines.without(host, "a\nMenu", menu::contains)).isEqualTo("a");
    assertThat(SiteLines.without(host, "Menu", menu::contains)).isEmpty();
    assertThat(SiteLines.without(host, "", menu::contains)).isEmpty();
  }

  @Test
  void anAddressWithoutAHostIsASiteOfItsOwn() {
    assertThat(SiteLines.host("https://A.Example:8080/x")).isEqualTo("a.example");
    assertThat(SiteLines.host("urn:x:1")).isEqualTo("urn:x:1");
    assertThat(SiteLines.host("not an address")).isEqualTo("not an address");
  }

  @Test
  void onePageIsNoRepetition() {
    assertThatThrownBy(() -> new BoilerplateLimits(1, 0.2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 or more");
  }

  private static void expect(
      BoilerplateLimits limits, List<Document> documents, List<String> kept, List<String> dropped) {
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    PCollectionTuple outputs =
        pipeline
            .apply(Create.of(documents).withCoder(DocumentCoder.of()))
            .apply(RemoveBoilerplate.by(limits));
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
                        .via(drop -> drop.reason() + ": " + drop.document().text())))
        .containsInAnyOrder(dropped);
    pipeline.run().waitUntilFinish();
  }

  private static Document document(String url, String text) {
    return Document.extracted(
        Hash128.of(url).toString(), url, null, text, "crawl.warc.gz", url.hashCode());
  }
}
