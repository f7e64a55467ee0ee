package io.millrace.transforms.dedup;

import io.millrace.io.document.Document;
import io.millrace.transforms.dedup.share.Hash128;
import io.millrace.transforms.dedup.share.Hash128Coder;
import io.millrace.transforms.dedup.share.MeasuredFn;
import io.millrace.transforms.dedup.share.MeetByKey;
import io.millrace.transforms.stage.ApplyRule;
import io.millrace.transforms.stage.CountKeyCoder;
import io.millrace.transforms.stage.DeadLetterCoder;
import io.millrace.transforms.stage.DocumentCoder;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.TallyCoder;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Keeps one document of each cluster of duplicates, everywhere in the input at once, each language
 * by itself. Equal addresses and equal texts go first; the same documents survive on any runner and
 * parallelism.
 *
 * <p>The outputs are those of {@link StageTags} and {@link MeasuredFn#KEY_BYTES}. Kept documents
 * bear their cluster. The drop reasons are {@code same_url} and {@code exact_duplicate}, their
 * value the id of the document kept in its place.
 *
 * <p>Texts are shuffled once, to meet the verdicts; all else is hashes.
 */
public final class RemoveDuplicates extends PTransform<PCollection<Document>, PCollectionTuple> {
  /** The stage's name in outputs and counts. */
  public static final String STAGE = "dedup";

  private final RepresentativeOrder order;

  private RemoveDuplicates(RepresentativeOrder order) {
    this.order = order;
  }

  /** Deduplication with the defaults of FineWeb2. */
  public static RemoveDuplicates create() {
    return new RemoveDuplicates(RepresentativeOrder.LONGEST);
  }

  /** With another choice of representatives; the default is the longest text. */
  public RemoveDuplicates withRepresentative(RepresentativeOrder order) {
    return new RemoveDuplicates(order);
  }

  @Override
  public PCollectionTuple expand(PCollection<Document> documents) {
    PCollectionTuple read =
        documents.apply(
            "Fingerprint",
            ParDo.of(new FingerprintFn())
                .withOutputTags(
                    FingerprintFn.PLACED,
                    TupleTagList.of(
                        List.of(
                            FingerprintFn.FINGERPRINTS,
                            StageTags.DEAD_LETTERS,
                            StageTags.COUNTS))));
    read.get(StageTags.DEAD_LETTERS).setCoder(DeadLetterCoder.of());
    read.get(StageTags.COUNTS).setCoder(KvCoder.of(CountKeyCoder.of(), TallyCoder.of()));
    PCollectionTuple exact =
        read.get(FingerprintFn.FINGERPRINTS)
            .setCoder(FingerprintCoder.of())
            .apply("RemoveExactDuplicates", new RemoveExactDuplicates(order));
    PCollection<KV<Hash128, Verdict>> kept =
        exact
            .get(RemoveExactDuplicates.DISTINCT)
            .apply("KeepDistinct", ParDo.of(new KeepDistinctFn()))
            .setCoder(KvCoder.of(Hash128Coder.of(), VerdictCoder.of()));
    PCollection<KV<Hash128, Verdict>> verdicts =
        PCollectionList.of(kept)
            .and(exact.get(RemoveExactDuplicates.DROPPED))
            .apply("AllVerdicts", Flatten.pCollections());
    PCollectionTuple decided = decide(read.get(FingerprintFn.PLACED), verdicts);
    return PCollectionTuple.of(StageTags.KEPT, decided.get(StageTags.KEPT))
        .and(StageTags.DROPPED, decided.get(StageTags.DROPPED))
        .and(StageTags.DEAD_LETTERS, read.get(StageTags.DEAD_LETTERS))
        .and(
            StageTags.COUNTS,
            PCollectionList.of(read.get(StageTags.COUNTS))
                .and(decided.get(StageTags.COUNTS))
                .apply("AllCounts", Flatten.pCollections()))
        .and(MeasuredFn.KEY_BYTES, exact.get(MeasuredFn.KEY_BYTES));
  }

  private PCollectionTuple decide(
      PCollection<KV<Hash128, Document>> documents, PCollection<KV<Hash128, Verdict>> verdicts) {
    PCollectionTuple decided =
        documents
            .setCoder(KvCoder.of(Hash128Coder.of(), DocumentCoder.of()))
            .apply("JoinDocuments", MeetByKey.with(verdicts))
            .apply(
                "Decide",
                ParDo.of(new DecideFn(""))
                    .withOutputTags(
                        StageTags.KEPT,
                        TupleTagList.of(
                            List.of(StageTags.DROPPED, StageTags.DEAD_LETTERS, StageTags.COUNTS))));
    return ApplyRule.withCoders(decided);
  }

  private static final class KeepDistinctFn
      extends DoFn<KV<Fingerprint, EqualTexts>, KV<Hash128, Verdict>> {
    @ProcessElement
    public void processElement(
        @Element KV<Fingerprint, EqualTexts> element, OutputReceiver<KV<Hash128, Verdict>> output) {
      EqualTexts texts = element.getValue();
      output.output(
          KV.of(
              element.getKey().capture().place(),
              Verdict.kept(texts.smallestId(), texts.documents())));
    }
  }
}
