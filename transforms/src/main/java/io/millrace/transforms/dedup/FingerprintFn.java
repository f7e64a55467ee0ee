package io.millrace.transforms.dedup;

import io.millrace.io.document.Document;
import io.millrace.transforms.dedup.sketch.SketchScheme;
import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.CountsFn;
import io.millrace.transforms.stage.CpuTime;
import io.millrace.transforms.stage.DeadLetters;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.Tally;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/** Sends texts and fingerprints on apart. */
final class FingerprintFn extends CountsFn<Document, KV<Hash128, Document>> {
  /** The documents by their places. */
  static final TupleTag<KV<Hash128, Document>> PLACED = new TupleTag<>("placed") {};

  /** Their fingerprints. */
  static final TupleTag<Fingerprint> FINGERPRINTS = new TupleTag<>("fingerprints") {};

  private final SketchScheme scheme;

  /**
   * @param scheme how signatures are made; null for none
   */
  FingerprintFn(SketchScheme scheme) {
    this.scheme = scheme;
  }

  @ProcessElement
  public void processElement(@Element Document document, MultiOutputReceiver outputs) {
    long start = CpuTime.nanos();
    Fingerprint fingerprint;
    try {
      fingerprint = Fingerprint.of(document, scheme);
    } catch (RuntimeException | StackOverflowError e) {
      outputs
          .get(StageTags.DEAD_LETTERS)
          .output(DeadLetters.of(document, RemoveDuplicates.STAGE, e));
      counts()
          .add(
              new CountKey(RemoveDuplicates.STAGE, Fate.DEAD_LETTERED, "", document.language()),
              new Tally(1, document.utf8().length(), 0, CpuTime.nanos() - start));
      return;
    }
    outputs.get(PLACED).output(KV.of(fingerprint.capture().place(), document));
    outputs.get(FINGERPRINTS).output(fingerprint);
    // The documents are counted when they are decided about; here only the time.
    counts()
        .add(
            new CountKey(RemoveDuplicates.STAGE, Fate.KEPT, "", document.language()),
            new Tally(0, 0, 0, CpuTime.nanos() - start));
  }
}
