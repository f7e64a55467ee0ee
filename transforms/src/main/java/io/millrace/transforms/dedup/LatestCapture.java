package io.millrace.transforms.dedup;

import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.share.Totalling;

/** Of the captures of one address the latest stands for all. */
final class LatestCapture implements Totalling<Fingerprint, Fingerprint> {
  @Override
  public Fingerprint of(Fingerprint member) {
    return member.withoutSignature();
  }

  @Override
  public Fingerprint add(Fingerprint left, Fingerprint right) {
    Capture best = RepresentativeOrder.LATEST.best(left.capture(), right.capture());
    return best.equals(left.capture()) ? left : right;
  }

  @Override
  public Hash128 identity(Fingerprint member) {
    return member.capture().place();
  }
}
