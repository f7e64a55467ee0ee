package io.millrace.transforms.tokenize;

import io.millrace.io.tokenizer.Tokenizer;
import io.millrace.io.tokenizer.Tokenizers;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.CountKeyCoder;
import io.millrace.transforms.stage.CountsFn;
import io.millrace.transforms.stage.CpuTime;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.Tally;
import io.millrace.transforms.stage.TallyCoder;
import io.millrace.transforms.stage.Utf8;
import java.io.IOException;
import java.util.Arrays;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Turns texts into token sequences, each ended by the document boundary; empty texts are dropped.
 */
public final class Tokenize extends PTransform<PCollection<SourceText>, PCollectionTuple> {
  /** The stage's name where it tokenizes texts to train on. */
  public static final String TRAIN = "tokenize";

  /** The stage's name where it tokenizes held-out texts. */
  public static final String VALIDATION = "tokenize_validation";

  /** The token sequences. */
  public static final TupleTag<TokenSequence> SEQUENCES = new TupleTag<>("sequences") {};

  private final byte[] tokenizerJson;
  private final String stage;

  private Tokenize(byte[] tokenizerJson, String stage) {
    this.tokenizerJson = tokenizerJson;
    this.stage = stage;
  }

  /**
   * @param tokenizerJson the contents of a {@code tokenizer.json}, or null for UTF-8 bytes
   */
  public static Tokenize with(byte[] tokenizerJson) {
    return new Tokenize(tokenizerJson == null ? null : tokenizerJson.clone(), TRAIN);
  }

  /**
   * Under another name in the counts.
   *
   * @param stage {@link #TRAIN} or {@link #VALIDATION}
   */
  public Tokenize as(String stage) {
    return new Tokenize(tokenizerJson, stage);
  }

  @Override
  public PCollectionTuple expand(PCollection<SourceText> texts) {
    PCollectionTuple outputs =
        texts.apply(
            "Encode",
            ParDo.of(new EncodeFn(tokenizerJson, stage))
                .withOutputTags(SEQUENCES, TupleTagList.of(StageTags.COUNTS)));
    outputs.get(SEQUENCES).setCoder(TokenSequenceCoder.of());
    outputs.get(StageTags.COUNTS).setCoder(KvCoder.of(CountKeyCoder.of(), TallyCoder.of()));
    return outputs;
  }

  private static final class EncodeFn extends CountsFn<SourceText, TokenSequence> {
    private final byte[] tokenizerJson;
    private final String stage;
    private transient Tokenizer tokenizer;

    EncodeFn(byte[] tokenizerJson, String stage) {
      this.tokenizerJson = tokenizerJson;
      this.stage = stage;
    }

    @Setup
    public void setup() throws IOException {
      tokenizer = Tokenizers.open(tokenizerJson, "--tokenizer");
    }

    @ProcessElement
    public void processElement(@Element SourceText source, OutputReceiver<TokenSequence> output) {
      long start = CpuTime.nanos();
      if (source.text().isEmpty()) {
        counts()
            .add(
                new CountKey(stage, Fate.DROPPED, "empty_text", source.language()),
                new Tally(1, 0, 0, 0));
        return;
      }
      int[] ids = tokenizer.encode(source.text());
      int[] inputIds = Arrays.copyOf(ids, ids.length + 1);
      inputIds[ids.length] = tokenizer.boundaryId();
      long bytes = Utf8.length(source.text());
      output.output(
          TokenSequence.of(source.id(), source.language(), bytes, source.weight(), inputIds));
      counts()
          .add(
              new CountKey(stage, Fate.KEPT, "", source.language()),
              new Tally(1, bytes, inputIds.length, CpuTime.nanos() - start));
    }

    @Teardown
    public void teardown() {
      if (tokenizer != null) {
        tokenizer.close();
      }
    }
  }
}
