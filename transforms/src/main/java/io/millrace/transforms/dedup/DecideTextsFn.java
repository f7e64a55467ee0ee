package io.millrace.transforms.dedup;

import io.millrace.transforms.dedup.Verdict.Fate;
import io.millrace.transforms.dedup.known.KnownText;
import io.millrace.transforms.dedup.known.KnownTextCoder;
import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.share.Hash128Coder;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/** Decides about a text that knows its cluster. */
final class DecideTextsFn extends DoFn<KV<DistinctText, EqualTexts>, KV<Hash128, Verdict>> {
  /** By the texts' places, what becomes of them. */
  static final TupleTag<KV<Hash128, Verdict>> VERDICTS = new TupleTag<>("verdicts") {};

  /** This run's texts, for later ones. */
  static final TupleTag<KnownText> SIGNATURES = new TupleTag<>("signatures") {};

  /** Clusters of earlier runs that texts of this run connect, the smaller id first. */
  static final TupleTag<KV<Hash128, Hash128>> BRIDGES = new TupleTag<>("bridges") {};

  private DecideTextsFn() {}

  /** Applies it. */
  static PCollectionTuple decide(PCollection<KV<DistinctText, EqualTexts>> texts) {
    PCollectionTuple outputs =
        texts.apply(
            "DecideTexts",
            ParDo.of(new DecideTextsFn())
                .withOutputTags(VERDICTS, TupleTagList.of(List.of(SIGNATURES, BRIDGES))));
    outputs.get(VERDICTS).setCoder(KvCoder.of(Hash128Coder.of(), VerdictCoder.of()));
    outputs.get(SIGNATURES).setCoder(KnownTextCoder.of());
    outputs.get(BRIDGES).setCoder(KvCoder.of(Hash128Coder.of(), Hash128Coder.of()));
    return outputs;
  }

  @ProcessElement
  public void processElement(
      @Element KV<DistinctText, EqualTexts> told, MultiOutputReceiver outputs) {
    Fingerprint text = told.getKey().fingerprint();
    EqualTexts cluster = told.getValue();
    Capture representative = cluster.representative();
    if (text.capture().isKnown()) {
      boolean bridged = cluster.documents() > 0 && !text.capture().equals(representative);
      if (bridged) {
        outputs.get(BRIDGES).output(KV.of(representative.id(), text.capture().id()));
      }
      return;
    }
    Hash128 id = representative.isKnown() ? representative.id() : cluster.smallestId();
    Verdict verdict =
        text.capture().equals(representative)
            ? Verdict.kept(id, cluster.documents())
            : Verdict.dropped(Fate.NEAR_DUPLICATE, id);
    outputs.get(VERDICTS).output(KV.of(text.capture().place(), verdict));
    outputs
        .get(SIGNATURES)
        .output(
            new KnownText(
                told.getKey().node(),
                id,
                text.language(),
                text.url(),
                text.text(),
                text.signature()));
  }
}
