package io.millrace.training.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.io.tokenizer.ByteTokenizer;
import io.millrace.training.config.ModelConfig;
import io.millrace.training.export.TestCheckpoints;
import io.millrace.training.generate.Generator.End;
import io.millrace.training.generate.Generator.Outcome;
import io.millrace.training.runtime.IncrementalDecoder;
import io.millrace.training.runtime.TestWeights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GeneratorTest {
  private static final Sampling GREEDY = new Sampling(0, 0, 1);
  private static final int CONTEXT_TOKENS = 64;
  private static final ByteTokenizer TOKENIZER = new ByteTokenizer();

  private static IncrementalDecoder decoder;
  private static Generator generator;

  @BeforeAll
  static void open() {
    decoder = decoder(0);
    generator = new Generator(decoder, TOKENIZER, CONTEXT_TOKENS);
  }

  @AfterAll
  static void close() {
    decoder.close();
  }

  /** A model with random weights whose embedding, also its head, has a boundary that is scaled. */
  private static IncrementalDecoder decoder(float boundaryScale) {
    ModelConfig model = TestCheckpoints.bytesModel();
    Map<String, float[]> weights = new LinkedHashMap<>(TestWeights.of(model));
    float[] embedding = weights.get("embedding");
    for (int i = 0; i < model.width(); i++) {
      embedding[TOKENIZER.boundaryId() * model.width() + i] *= boundaryScale;
    }
    return new IncrementalDecoder(model, weights);
  }

  @Test
  void greedyTextIsTheOneComputedAnewForEveryToken() {
    int[] prompt = generator.encode("The mill");
    StringBuilder text = new StringBuilder();
    Outcome outcome = generator.generate(prompt, 40, GREEDY, text::append);

    int[] ids = prompt;
    for (int i = 0; i < 40; i++) {
      decoder.reset();
      float[] logits = decoder.read(ids);
      int best = 0;
      for (int id = 0; id < logits.length; id++) {
        best = logits[id] > logits[best] ? id : best;
      }
      ids = Arrays.copyOf(ids, ids.length + 1);
      ids[ids.length - 1] = best;
    }
    assertThat(outcome).isEqualTo(new Outcome(9, 40, End.MAX_TOKENS));
    assertThat(text.toString()).isEqualTo(TOKENIZER.decode(ids)).startsWith("The mill");
    assertThat(Arrays.stream(ids).skip(9).distinct().count()).isGreaterThan(5);
  }

  @Test
  void aSeedGivesTheSameTextAgainAndAnotherSeedAnother() {
    String first = generate(new Sampling(1, 50, 7));
    assertThat(generate(new Sampling(1, 50, 7))).isEqualTo(first);
    assertThat(generate(new Sampling(1, 50, 8))).isNotEqualTo(first);
  }

  private static String generate(Sampling sampling) {
    StringBuilder text = new StringBuilder();
    generator.generate(generator.encode("A"), 30, sampling, text::append);
    return text.toString();
  }

  @Test
  void aTextEndsWhereTheContextIsFull() {
    int[] prompt = generator.encode("x".repeat(CONTEXT_TOKENS - 3));
    Outcome outcome = generator.generate(prompt, 100, GREEDY, text -> {});
    // The last token is predicted from a full context.
    assertThat(outcome).isEqualTo(new Outcome(CONTEXT_TOKENS - 2, 3, End.CONTEXT));
  }

  @Test
  void aPromptThatFillsTheContextIsTakenAndALongerOneRefused() {
    int[] prompt = generator.encode("x".repeat(CONTEXT_TOKENS - 1));
    Outcome outcome = generator.generate(prompt, 100, GREEDY, text -> {});
    assertThat(outcome.tokens()).isEqualTo(1);

    assertThatThrownBy(() -> generator.encode("x".repeat(CONTEXT_TOKENS)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--prompt has 64 tokens")
        .hasMessageContaining("at most 64")
        .hasMessageContaining("--maxSequenceTokens");
  }

  @Test
  void theModelEndsATextByABoundaryThatIsNotPrinted() {
    try (IncrementalDecoder ending = decoder(100)) {
      Generator generator = new Generator(ending, TOKENIZER, CONTEXT_TOKENS);
      StringBuilder text = new StringBuilder();
      Outcome outcome =
          generator.generate(generator.encode("The end"), 50, new Sampling(1, 0, 3), text::append);
      assertThat(outcome.end()).isEqualTo(End.BOUNDARY);
      assertThat(outcome.tokens()).isLessThan(50);
      assertThat(text.toString()).startsWith("The end");
    }
  }
}
