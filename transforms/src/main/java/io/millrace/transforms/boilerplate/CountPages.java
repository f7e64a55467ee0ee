package io.millrace.transforms.boilerplate;

import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.share.Totalling;
import org.apache.beam.sdk.transforms.SerializableFunction;

/**
 * Counts the pages of a group.
 *
 * @param <M> something of a page
 * @param page the page of it
 */
record CountPages<M>(SerializableFunction<M, Hash128> page) implements Totalling<M, Long> {
  @Override
  public Long of(M member) {
    return 1L;
  }

  @Override
  public Long add(Long left, Long right) {
    return left + right;
  }

  @Override
  public Hash128 identity(M member) {
    return page.apply(member);
  }
}
