package io.millrace.transforms.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.io.document.DeadLetter;
import io.millrace.io.document.DeadLetter.PayloadType;
import io.millrace.io.document.Document;
import io.millrace.io.document.Dropped;
import io.millrace.transforms.stage.CountKey.Fate;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.Test;

class ApplyRuleTest {
  @Test
  void keptDroppedAndFailedDocumentsComeOutApartAndAreCounted() {
    Document fine = document("fine");
    Document shortOne = document("no");
    Document poison = document("poison");
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());

    PCollectionTuple outputs =
        pipeline
            .apply(Create.of(fine, shortOne, poison).withCoder(DocumentCoder.of()))
            .apply(ApplyRule.of("length", new LengthRule()));

    PAssert.that(outputs.get(StageTags.KEPT)).containsInAnyOrder(fine);
    PAssert.that(outputs.get(StageTags.DROPPED))
        .containsInAnyOrder(new Dropped(shortOne, "length", "too_short", "2", "4"));
    PAssert.thatSingleton(outputs.get(StageTags.DEAD_LETTERS))
        .satisfies(
            letter -> {
              check(letter);
              return null;
            });
    PAssert.that(outputs.get(StageTags.COUNTS))
        .satisfies(
            counts -> {
              Map<CountKey, Long> documents = new HashMap<>();
              counts.forEach(
                  count ->
                      documents.merge(count.getKey(), count.getValue().documents(), Long::sum));
              assertThat(documents)
                  .isEqualTo(
                      Map.of(
                          new CountKey("length", Fate.KEPT, "", ""), 1L,
                          new CountKey("length", Fate.DROPPED, "too_short", ""), 1L,
                          new CountKey("text_lengths", Fate.KEPT, "4", ""), 1L,
                          new CountKey("text_lengths", Fate.DROPPED, "2", ""), 1L,
                          new CountKey("length", Fate.DEAD_LETTERED, "", ""), 1L));
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private static void check(DeadLetter letter) {
    assertThat(letter.stage()).isEqualTo("length");
    assertThat(letter.source()).isEqualTo("a.warc");
    assertThat(letter.offset()).isEqualTo(7);
    assertThat(letter.id()).isEqualTo("id");
    assertThat(letter.reason())
        .isEqualTo("java.lang.IllegalStateException: poison: cannot bear it");
    assertThat(letter.payloadType()).isEqualTo(PayloadType.CONTENT);
    assertThat(letter.stackTrace()).contains("LengthRule");
    assertThat(letter.payload())
        .isEqualTo("poison".getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static Document document(String text) {
    return Document.extracted("id", "http://a.example/", null, text, "a.warc", 7);
  }

  private static final class LengthRule implements DocumentRule {
    @Override
    public Outcome apply(Document document) {
      return apply(document, Measures.NONE);
    }

    @Override
    public Outcome apply(Document document, Measures measures) {
      int length = document.text().length();
      measures.add(Measurement.TEXT_LENGTHS, Measurement.doubling(length));
      if (document.text().equals("poison")) {
        throw new IllegalStateException("poison:\n  cannot bear it\n");
      }
      return length < 4
          ? new Outcome.Dropped(document, "too_short", String.valueOf(length), "4")
          : new Outcome.Kept(document);
    }
  }
}
