package io.millrace.transforms.dedup;

import io.millrace.transforms.dedup.share.Hash128;
import io.millrace.transforms.dedup.share.Hash128Coder;
import io.millrace.transforms.dedup.share.Totalling;
import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;

/**
 * Documents of one text.
 *
 * @param representative stands for all
 * @param smallestId of all
 * @param documents how many
 */
record EqualTexts(Capture representative, Hash128 smallestId, long documents) {
  /** Adds up documents of one text. */
  record Counting(RepresentativeOrder order) implements Totalling<Fingerprint, EqualTexts> {
    @Override
    public EqualTexts of(Fingerprint member) {
      return new EqualTexts(member.capture(), member.capture().id(), 1);
    }

    @Override
    public EqualTexts add(EqualTexts left, EqualTexts right) {
      return new EqualTexts(
          order.best(left.representative, right.representative),
          Hash128.min(left.smallestId, right.smallestId),
          left.documents + right.documents);
    }

    @Override
    public Hash128 identity(Fingerprint member) {
      return member.capture().place();
    }
  }

  /** Codes them. */
  static final class Coder extends FieldsCoder<EqualTexts> {
    static final Coder INSTANCE = new Coder();

    @Override
    protected void write(EqualTexts texts, Output out) throws IOException {
      CaptureCoder.of().write(texts.representative(), out);
      Hash128Coder.of().write(texts.smallestId(), out);
      out.number(texts.documents());
    }

    @Override
    protected EqualTexts read(Input in) throws IOException {
      return new EqualTexts(CaptureCoder.of().read(in), Hash128Coder.of().read(in), in.number());
    }
  }
}
