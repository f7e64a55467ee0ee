package io.millrace.transforms.dedup;

import io.millrace.io.document.Document;
import io.millrace.io.document.Dropped;
import io.millrace.transforms.dedup.Verdict.Fate;
import io.millrace.transforms.share.Either;
import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountsFn;
import io.millrace.transforms.stage.CpuTime;
import io.millrace.transforms.stage.Measurement;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.Tally;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.values.KV;

/**
 * Does with each document as its verdict says. A record that was read twice brings its document and
 * its verdict twice; all but one are copies then.
 */
final class DecideFn extends CountsFn<KV<Hash128, Iterable<Either<Document, Verdict>>>, Document> {
  private final String nearThreshold;

  DecideFn(String nearThreshold) {
    this.nearThreshold = nearThreshold;
  }

  @ProcessElement
  public void processElement(
      @Element KV<Hash128, Iterable<Either<Document, Verdict>>> place,
      MultiOutputReceiver outputs) {
    long start = CpuTime.nanos();
    List<Document> documents = new ArrayList<>(1);
    Verdict verdict = null;
    for (Either<Document, Verdict> value : place.getValue()) {
      if (value.isLeft()) {
        documents.add(value.left());
      } else {
        verdict = value.right();
      }
    }
    if (verdict == null) {
      throw new IllegalStateException("nothing was decided about " + documents);
    }
    for (Document document : documents) {
      decide(document, verdict, start, outputs);
      verdict = Verdict.dropped(Fate.EXACT_DUPLICATE, Hash128.parse(document.id()));
      start = CpuTime.nanos();
    }
  }

  private void decide(
      Document document, Verdict verdict, long startNanos, MultiOutputReceiver outputs) {
    boolean kept = verdict.fate() == Fate.KEPT;
    if (kept) {
      counts()
          .add(
              Measurement.CLUSTER_SIZES.key(
                  CountKey.Fate.KEPT, Measurement.doubling(verdict.clusterSize()), ""),
              new Tally(1, 0, 0, 0));
      outputs
          .get(StageTags.KEPT)
          .output(document.withCluster(verdict.standIn().toString(), verdict.clusterSize()));
    } else {
      outputs
          .get(StageTags.DROPPED)
          .output(
              new Dropped(
                  document,
                  RemoveDuplicates.STAGE,
                  verdict.fate().reason(),
                  verdict.standIn().toString(),
                  verdict.fate() == Fate.NEAR_DUPLICATE ? nearThreshold : ""));
    }
    counts()
        .add(
            new CountKey(
                RemoveDuplicates.STAGE,
                kept ? CountKey.Fate.KEPT : CountKey.Fate.DROPPED,
                kept ? "" : verdict.fate().reason(),
                document.language()),
            new Tally(1, document.utf8().length(), 0, CpuTime.nanos() - startNanos));
  }
}
