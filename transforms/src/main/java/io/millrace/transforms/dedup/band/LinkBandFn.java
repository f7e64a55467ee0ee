package io.millrace.transforms.dedup.band;

import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.share.MeasuredFn;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/** Finds the near-duplicates among the documents of a band. */
final class LinkBandFn extends MeasuredFn<KV<Long, Iterable<BandMember>>, KV<Hash128, Hash128>> {
  /** The pairs found. */
  static final TupleTag<KV<Hash128, Hash128>> PAIRS = new TupleTag<>("pairs") {};

  private final BandLinks links;

  LinkBandFn(BandLinks links) {
    super("Bands");
    this.links = links;
  }

  @ProcessElement
  public void processElement(
      @Element KV<Long, Iterable<BandMember>> band, MultiOutputReceiver outputs) {
    List<BandMember> members = new ArrayList<>();
    measureKey();
    for (BandMember member : band.getValue()) {
      measure(member, BandMember.Coder.INSTANCE);
      members.add(member);
    }
    links.link(members, (a, b) -> outputs.get(PAIRS).output(KV.of(a, b)));
  }
}
