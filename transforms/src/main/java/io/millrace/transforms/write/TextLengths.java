package io.millrace.transforms.write;

import io.millrace.io.document.Document;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.CountKeyCoder;
import io.millrace.transforms.stage.Counts;
import io.millrace.transforms.stage.Measurement;
import io.millrace.transforms.stage.Tally;
import io.millrace.transforms.stage.TallyCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/** Counts documents, and their bytes, by their text's {@link Measurement#TEXT_LENGTHS}. */
public final class TextLengths
    extends PTransform<PCollection<Document>, PCollection<KV<CountKey, Tally>>> {
  private TextLengths() {}

  /** Counts the documents' texts. */
  public static TextLengths count() {
    return new TextLengths();
  }

  @Override
  public PCollection<KV<CountKey, Tally>> expand(PCollection<Document> documents) {
    return documents
        .apply("Bin", ParDo.of(new BinFn()))
        .setCoder(KvCoder.of(CountKeyCoder.of(), TallyCoder.of()));
  }

  private static final class BinFn extends DoFn<Document, KV<CountKey, Tally>> {
    private transient Counts counts;

    @StartBundle
    public void startBundle() {
      counts = new Counts();
    }

    @ProcessElement
    public void processElement(@Element Document document) {
      String bin = Measurement.doubling(document.utf8().codePoints());
      counts.add(
          Measurement.TEXT_LENGTHS.key(Fate.KEPT, bin, document.language()),
          new Tally(1, document.utf8().length(), 0, 0));
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      counts.drain(
          (key, tally) ->
              context.output(
                  KV.of(key, tally), BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE));
    }
  }
}
