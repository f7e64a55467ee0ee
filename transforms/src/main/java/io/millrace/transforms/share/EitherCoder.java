package io.millrace.transforms.share;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.StructuredCoder;

/** Codes {@link Either}s. */
public final class EitherCoder<L, R> extends StructuredCoder<Either<L, R>> {
  private final Coder<L> lefts;
  private final Coder<R> rights;

  private EitherCoder(Coder<L> lefts, Coder<R> rights) {
    this.lefts = lefts;
    this.rights = rights;
  }

  /** A coder of things coded by either. */
  public static <L, R> EitherCoder<L, R> of(Coder<L> lefts, Coder<R> rights) {
    return new EitherCoder<>(lefts, rights);
  }

  @Override
  public void encode(Either<L, R> either, OutputStream out) throws IOException {
    if (either.isLeft()) {
      out.write(0);
      lefts.encode(either.left(), out);
    } else {
      out.write(1);
      rights.encode(either.right(), out);
    }
  }

  @Override
  public Either<L, R> decode(InputStream in) throws IOException {
    return in.read() == 0 ? Either.left(lefts.decode(in)) : Either.right(rights.decode(in));
  }

  @Override
  public List<? extends Coder<?>> getCoderArguments() {
    return List.of(lefts, rights);
  }

  @Override
  public void verifyDeterministic() throws NonDeterministicException {
    lefts.verifyDeterministic();
    rights.verifyDeterministic();
  }
}
