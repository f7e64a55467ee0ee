package io.millrace.transforms.dedup.band;

import io.millrace.transforms.dedup.sketch.Sketch;
import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.share.Hash128Coder;
import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;

/**
 * A document in the group of those that share a band.
 *
 * @param id the document's node
 * @param sketch tells how similar it is to others
 */
record BandMember(Hash128 id, Sketch sketch) {
  /** Codes them. */
  static final class Coder extends FieldsCoder<BandMember> {
    static final Coder INSTANCE = new Coder();

    @Override
    protected void write(BandMember member, Output out) throws IOException {
      Hash128Coder.of().write(member.id(), out);
      out.bytes(member.sketch().bytes());
    }

    @Override
    protected BandMember read(Input in) throws IOException {
      return new BandMember(Hash128Coder.of().read(in), Sketch.ofBytes(in.bytes()));
    }
  }
}
