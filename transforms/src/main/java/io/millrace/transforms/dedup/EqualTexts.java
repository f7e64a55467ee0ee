package io.millrace.transforms.dedup;

import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.share.Hash128Coder;
import io.millrace.transforms.share.Totalling;
import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;

/**
 * Documents of one text, or of several that are near-duplicates.
 *
 * @param representative stands for all
 * @param smallestId of all
 * @param documents how many, those of earlier runs not counted
 */
record EqualTexts(Capture representative, Hash128 smallestId, long documents) {
  /** One document. */
  static EqualTexts of(Capture capture) {
    return new EqualTexts(capture, capture.id(), capture.isKnown() ? 0 : 1);
  }

  /** These and {@code other} documents together. */
  EqualTexts merge(EqualTexts other, RepresentativeOrder order) {
    return new EqualTexts(
        order.best(representative, other.representative),
        Hash128.min(smallestId, other.smallestId),
        documents + other.documents);
  }

  /** Adds up documents of one text. */
  record OfFingerprints(RepresentativeOrder order) implements Totalling<Fingerprint, EqualTexts> {
    @Override
    public EqualTexts of(Fingerprint member) {
      return EqualTexts.of(member.capture());
    }

    @Override
    public EqualTexts add(EqualTexts left, EqualTexts right) {
      return left.merge(right, order);
    }

    @Override
    public Hash128 identity(Fingerprint member) {
      return member.capture().place();
    }
  }

  /** Adds up texts of one cluster. */
  record OfTexts(RepresentativeOrder order) implements Totalling<DistinctText, EqualTexts> {
    @Override
    public EqualTexts of(DistinctText member) {
      return member.copies();
    }

    @Override
    public EqualTexts add(EqualTexts left, EqualTexts right) {
      return left.merge(right, order);
    }

    @Override
    public Hash128 identity(DistinctText member) {
      return member.fingerprint().capture().place();
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
