package io.millrace.transforms.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.io.document.Document;
import io.millrace.io.document.Dropped;
import io.millrace.transforms.stage.DroppedCoder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;

class SampleDroppedTest {
  @Test
  void eachReasonOfEachStageHasTheFirstByHash() {
    List<Dropped> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      all.add(dropped("quality", "short", "a" + i));
      all.add(dropped("own", "short", "b" + i));
    }
    all.add(dropped("quality", "long", "c"));
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());

    PAssert.that(
            pipeline.apply(Create.of(all).withCoder(DroppedCoder.of())).apply(SampleDropped.of(2)))
        .containsInAnyOrder(samples(all, "quality", "short", "own", "short", "quality", "long"));
    pipeline.run().waitUntilFinish();
  }

  private static List<DropSample> samples(List<Dropped> all, String... stagesAndReasons) {
    return IntStream.range(0, stagesAndReasons.length / 2)
        .boxed()
        .flatMap(
            i ->
                all.stream()
                    .map(DropSample::of)
                    .filter(sample -> sample.stage().equals(stagesAndReasons[2 * i]))
                    .filter(sample -> sample.reason().equals(stagesAndReasons[2 * i + 1]))
                    .sorted(DropSample.BY_HASH)
                    .limit(2))
        .toList();
  }

  @Test
  void aLongTextIsCutBetweenCodePoints() {
    String letter = "\ud83d\ude00";

    assertThat(sampleOf(letter.repeat(300)).text()).isEqualTo(letter.repeat(300));
    assertThat(sampleOf(letter.repeat(301)).text()).isEqualTo(letter.repeat(300) + "…");
  }

  @Test
  void aSampleHasWhatTheRuleMeasured() {
    assertThat(sampleOf("Text"))
        .isEqualTo(new DropSample("quality", "short", "id", "", "3", "50", "Text"));
  }

  private static DropSample sampleOf(String text) {
    Document document = Document.extracted("id", "http://a.example/", null, text, "a.warc", 7);
    return DropSample.of(new Dropped(document, "quality", "short", "3", "50"));
  }

  private static Dropped dropped(String stage, String reason, String id) {
    Document document = Document.extracted(id, "http://a.example/", null, id, "a.warc", 7);
    return new Dropped(document, stage, reason, "3", "50");
  }
}
