package io.millrace.transforms.dedup.band;

import io.millrace.transforms.dedup.sketch.LshBands;
import io.millrace.transforms.share.Hash128;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;

/**
 * Sends each document to its bands. In a hot band it is compared at once with the band's centres;
 * if it is like none of them, it meets a part of the band.
 */
final class FollowBandsFn extends DoFn<Sketched, KV<Long, BandMember>> {
  /** Documents by their bands. */
  static final TupleTag<KV<Long, BandMember>> MEMBERS = new TupleTag<>("members") {};

  /** Pairs of near-duplicates found in hot bands. */
  static final TupleTag<KV<Hash128, Hash128>> PAIRS = new TupleTag<>("hotPairs") {};

  private final LshBands bands;
  private final BandLinks links;
  private final BandLimit limit;
  private final PCollectionView<Map<Long, BandSample>> hotBands;

  FollowBandsFn(
      LshBands bands,
      BandLinks links,
      BandLimit limit,
      PCollectionView<Map<Long, BandSample>> hotBands) {
    this.bands = bands;
    this.links = links;
    this.limit = limit;
    this.hotBands = hotBands;
  }

  @ProcessElement
  public void processElement(ProcessContext context) {
    Sketched document = context.element();
    BandMember member = new BandMember(document.id(), document.signature().sketch());
    Map<Long, BandSample> hot = context.sideInput(hotBands);
    for (long band : bands.keys(document.language(), document.signature())) {
      BandSample sample = hot.get(band);
      if (sample == null) {
        context.output(MEMBERS, KV.of(band, member));
      } else if (!followCentres(member, sample, context)) {
        long part = limit.part(band, sample.documents(), member.id());
        context.output(MEMBERS, KV.of(part, member));
      }
    }
  }

  /** Pairs a document with the centres it is like; tells whether it is one or like one. */
  private boolean followCentres(BandMember member, BandSample sample, ProcessContext context) {
    boolean follows = false;
    for (BandMember centre : sample.smallest()) {
      if (member.id().equals(centre.id())) {
        follows = true;
      } else if (links.similar(member, centre)) {
        context.output(PAIRS, KV.of(member.id(), centre.id()));
        follows = true;
      }
    }
    return follows;
  }
}
