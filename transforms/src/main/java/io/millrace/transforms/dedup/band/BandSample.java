package io.millrace.transforms.dedup.band;

import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a sample of the documents says about a band.
 *
 * @param documents of the sample that have the band
 * @param smallest those of the smallest ids, in order
 */
record BandSample(long documents, List<BandMember> smallest) {
  /** How many documents of a hot band all others are compared with. */
  static final int CENTRES = 8;

  static BandSample of(BandMember member) {
    return new BandSample(1, List.of(member));
  }

  /** The two samples together. */
  static BandSample merge(BandSample a, BandSample b) {
    List<BandMember> smallest = new ArrayList<>(a.smallest);
    smallest.addAll(b.smallest);
    smallest.sort(Comparator.comparing(BandMember::id));
    return new BandSample(
        a.documents + b.documents,
        List.copyOf(smallest.subList(0, Math.min(CENTRES, smallest.size()))));
  }

  /** Codes them. */
  static final class Coder extends FieldsCoder<BandSample> {
    static final Coder INSTANCE = new Coder();

    @Override
    protected void write(BandSample sample, Output out) throws IOException {
      out.number(sample.documents()).number(sample.smallest().size());
      for (BandMember member : sample.smallest()) {
        BandMember.Coder.INSTANCE.write(member, out);
      }
    }

    @Override
    protected BandSample read(Input in) throws IOException {
      long documents = in.number();
      long count = in.number();
      List<BandMember> smallest = new ArrayList<>();
      for (long i = 0; i < count; i++) {
        smallest.add(BandMember.Coder.INSTANCE.read(in));
      }
      return new BandSample(documents, smallest);
    }
  }
}
