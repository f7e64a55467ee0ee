package io.millrace.transforms.dedup;

import io.millrace.transforms.dedup.Verdict.Fate;
import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.share.Hash128Coder;
import io.millrace.transforms.share.MeasuredFn;
import io.millrace.transforms.share.ShareTotals;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Of the captures of one address in one language keeps the latest and those with the latest's text;
 * then of the documents of one normalised text in one language keeps the representative.
 */
final class RemoveExactDuplicates extends PTransform<PCollection<Fingerprint>, PCollectionTuple> {
  /** One document a text. */
  static final TupleTag<DistinctText> DISTINCT = new TupleTag<>("distinct") {};

  /** By the documents' places, why they are dropped. */
  static final TupleTag<KV<Hash128, Verdict>> DROPPED = new TupleTag<>("droppedPlaces") {};

  private static final TupleTag<KV<Fingerprint, Fingerprint>> URLS = new TupleTag<>("urls") {};
  private static final TupleTag<KV<Fingerprint, EqualTexts>> TEXTS = new TupleTag<>("texts") {};
  private static final TupleTag<Fingerprint> CURRENT = new TupleTag<>("current") {};

  private final RepresentativeOrder order;

  RemoveExactDuplicates(RepresentativeOrder order) {
    this.order = order;
  }

  @Override
  public PCollectionTuple expand(PCollection<Fingerprint> documents) {
    PCollectionTuple urls =
        documents
            .apply("ByUrl", WithKeys.of(Fingerprint::url))
            .setCoder(KvCoder.of(Hash128Coder.of(), FingerprintCoder.of()))
            .apply(
                "ShareLatest",
                ShareTotals.of(
                    "Urls",
                    new LatestCapture(),
                    FingerprintCoder.of(),
                    FingerprintCoder.of(),
                    URLS));
    PCollectionTuple current =
        urls.get(URLS)
            .apply(
                "DropOutdated",
                ParDo.of(new DropOutdatedFn()).withOutputTags(CURRENT, TupleTagList.of(DROPPED)));
    PCollectionTuple texts =
        current
            .get(CURRENT)
            .setCoder(FingerprintCoder.of())
            .apply("ByText", WithKeys.of(Fingerprint::text))
            .setCoder(KvCoder.of(Hash128Coder.of(), FingerprintCoder.of()))
            .apply(
                "ShareRepresentative",
                ShareTotals.of(
                    "Texts",
                    new EqualTexts.OfFingerprints(order),
                    FingerprintCoder.of(),
                    EqualTexts.Coder.INSTANCE,
                    TEXTS));
    PCollectionTuple distinct =
        texts
            .get(TEXTS)
            .apply(
                "DropCopies",
                ParDo.of(new DropCopiesFn()).withOutputTags(DISTINCT, TupleTagList.of(DROPPED)));
    KvCoder<Hash128, Verdict> verdicts = KvCoder.of(Hash128Coder.of(), VerdictCoder.of());
    return PCollectionTuple.of(
            DISTINCT, distinct.get(DISTINCT).setCoder(DistinctText.Coder.INSTANCE))
        .and(
            DROPPED,
            PCollectionList.of(current.get(DROPPED).setCoder(verdicts))
                .and(distinct.get(DROPPED).setCoder(verdicts))
                .apply("AllDropped", Flatten.pCollections()))
        .and(
            MeasuredFn.KEY_BYTES,
            PCollectionList.of(urls.get(MeasuredFn.KEY_BYTES))
                .and(texts.get(MeasuredFn.KEY_BYTES))
                .apply("AllKeyBytes", Flatten.pCollections()));
  }

  private static final class DropOutdatedFn
      extends DoFn<KV<Fingerprint, Fingerprint>, Fingerprint> {
    @ProcessElement
    public void processElement(
        @Element KV<Fingerprint, Fingerprint> told, MultiOutputReceiver outputs) {
      Fingerprint document = told.getKey();
      Fingerprint latest = told.getValue();
      if (document.capture().isKnown() || document.text().equals(latest.text())) {
        outputs.get(CURRENT).output(document);
      } else {
        Verdict verdict = Verdict.dropped(Fate.SAME_URL, latest.capture().id());
        outputs.get(DROPPED).output(KV.of(document.capture().place(), verdict));
      }
    }
  }

  private static final class DropCopiesFn extends DoFn<KV<Fingerprint, EqualTexts>, DistinctText> {
    @ProcessElement
    public void processElement(
        @Element KV<Fingerprint, EqualTexts> told, MultiOutputReceiver outputs) {
      Capture capture = told.getKey().capture();
      Capture representative = told.getValue().representative();
      if (capture.equals(representative)) {
        outputs.get(DISTINCT).output(new DistinctText(told.getKey(), told.getValue()));
      } else if (!capture.isKnown()) {
        Verdict verdict = Verdict.dropped(Fate.EXACT_DUPLICATE, representative.id());
        outputs.get(DROPPED).output(KV.of(capture.place(), verdict));
      }
    }
  }
}
