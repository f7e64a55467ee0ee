package io.millrace.transforms.boilerplate;

import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.share.Hash128Coder;
import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a page has that its site may repeat.
 *
 * @param page the page
 * @param lines its different lines, see {@link SitePage#lines}
 */
record PageLines(Hash128 page, List<Hash128> lines) {
  /** Codes it. */
  static final class Coder extends FieldsCoder<PageLines> {
    static final Coder INSTANCE = new Coder();

    private Coder() {}

    @Override
    protected void write(PageLines value, Output out) throws IOException {
      Hash128Coder.of().write(value.page(), out);
      out.number(value.lines().size());
      for (Hash128 line : value.lines()) {
        Hash128Coder.of().write(line, out);
      }
    }

    @Override
    protected PageLines read(Input in) throws IOException {
      Hash128 page = Hash128Coder.of().read(in);
      int size = Math.toIntExact(in.number());
      List<Hash128> lines = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        lines.add(Hash128Coder.of().read(in));
      }
      return new PageLines(page, lines);
    }
  }
}
