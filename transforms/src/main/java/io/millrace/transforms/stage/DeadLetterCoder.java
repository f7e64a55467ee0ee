package io.millrace.transforms.stage;

import io.millrace.io.document.DeadLetter;
import io.millrace.io.document.DeadLetter.PayloadType;
import java.io.IOException;

/** Codes {@link DeadLetter}s. */
public final class DeadLetterCoder extends FieldsCoder<DeadLetter> {
  private static final DeadLetterCoder INSTANCE = new DeadLetterCoder();

  private DeadLetterCoder() {}

  /** The coder. */
  public static DeadLetterCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(DeadLetter letter, Output out) throws IOException {

    out.text(letter.stage())
        .text(letter.source())
        .number(letter.offset())
        .text(letter.id())
        .text(letter.reason())
        .text(letter.stackTrace())
        .text(letter.payloadType().name())
        .bytes(letter.payload());
  }

  @Override
  protected DeadLetter read(Input in) throws IOException {

    return new DeadLetter(
        in.text(),
        in.text(),
        in.number(),
        in.text(),
        in.text(),
        in.text(),
        PayloadType.valueOf(in.text()),
        in.bytes());
  }
}
