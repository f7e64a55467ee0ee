package io.millrace.transforms.boilerplate;

import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.share.Hash128Coder;
import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;

/**
 * A line of a page of a large enough site.
 *
 * @param page the page
 * @param line the line
 * @param sitePages pages of the site
 */
record LineOnPage(Hash128 page, Hash128 line, long sitePages) {
  /** Codes it. */
  static final class Coder extends FieldsCoder<LineOnPage> {
    static final Coder INSTANCE = new Coder();

    private Coder() {}

    @Override
    protected void write(LineOnPage value, Output out) throws IOException {
      Hash128Coder.of().write(value.page(), out);
      Hash128Coder.of().write(value.line(), out);
      out.number(value.sitePages());
    }

    @Override
    protected LineOnPage read(Input in) throws IOException {
      return new LineOnPage(Hash128Coder.of().read(in), Hash128Coder.of().read(in), in.number());
    }
  }
}
