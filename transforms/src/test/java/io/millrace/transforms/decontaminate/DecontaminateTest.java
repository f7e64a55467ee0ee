package io.millrace.transforms.decontaminate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.tokenize.SourceText;
import io.millrace.transforms.tokenize.SourceTextCoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecontaminateTest {
  private static final String QUESTION =
      "Which river drove the mill that ground the flour of the whole valley before the flood?";
  private static final String TWELVE =
      "which river drove the mill that ground the flour of the whole";

  @TempDir Path folder;

  @Test
  void dropsTextsThatShareARunOfWordsHoweverTheyAreWritten() throws IOException {
    expect(
        file("eval.txt", QUESTION + "\n"),
        List.of(
            "They asked: WHICH RIVER drove the mill, that ground the flour of the whole valley?",
            "They asked: " + TWELVE + " village?",
            "Something else."),
        List.of("They asked: " + TWELVE + " village?", "Something else."));
  }

  @Test
  void everyStringOfJsonLinesIsAText() throws IOException {
    expect(
        file(
            "eval.jsonl",
            "{\"id\": 1, \"task\": {\"question\": \""
                + QUESTION
                + "\", \"answers\": [\"none\"]}}\n"),
        List.of(QUESTION, "none"),
        List.of("none"));
  }

  @Test
  void findsRunsInTextsWithoutBlanks() throws IOException {
    String thai =
        "ปฏิญญาสากลว่าด้วยสิทธิมนุษยชนรับรองว่ามนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ";
    expect(
        file("eval.txt", thai), List.of("ก่อนหน้า " + thai, "ข้อความอื่น"), List.of("ข้อความอื่น"));
  }

  @Test
  void countsEvaluationTextsThatAreTooShort() throws IOException {
    Pipeline pipeline = pipeline();
    PCollectionTuple outputs =
        decontaminate(pipeline, file("eval.txt", QUESTION + "\nTrue or false?\n"), List.of("text"));

    PAssert.that(outputs.get(StageTags.COUNTS))
        .satisfies(
            counts -> {
              List<CountKey> keys = new ArrayList<>();
              counts.forEach(count -> keys.add(count.getKey()));
              assertThat(keys)
                  .containsExactlyInAnyOrder(
                      new CountKey(Decontaminate.EVALUATION, Fate.KEPT, "", ""),
                      new CountKey(Decontaminate.EVALUATION, Fate.DROPPED, "under_13_words", ""),
                      new CountKey(Decontaminate.STAGE, Fate.KEPT, "", "eng_Latn"));
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static void expect(String evaluation, List<String> texts, List<String> clean) {
    Pipeline pipeline = pipeline();
    PAssert.that(
            decontaminate(pipeline, evaluation, texts)
                .get(Decontaminate.CLEAN)
                .apply(MapElements.into(TypeDescriptors.strings()).via(SourceText::text)))
        .containsInAnyOrder(clean);
    pipeline.run().waitUntilFinish();
  }

  private static PCollectionTuple decontaminate(
      Pipeline pipeline, String evaluation, List<String> texts) {
    List<SourceText> sources = new ArrayList<>();
    for (String text : texts) {
      String id = String.valueOf(sources.size());
      sources.add(new SourceText(id, "", "eng_Latn", id, 1, 1, text));
    }
    return pipeline
        .apply(Create.of(sources).withCoder(SourceTextCoder.of()))
        .apply(Decontaminate.against(List.of(evaluation), 13));
  }

  private static Pipeline pipeline() {
    return Pipeline.create(PipelineOptionsFactory.create());
  }
}
