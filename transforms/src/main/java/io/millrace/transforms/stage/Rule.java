package io.millrace.transforms.stage;

import io.millrace.io.document.DeadLetter;
import java.io.IOException;
import java.io.Serializable;

/**
 * What a stage decides about one input, free of Beam. Anything it throws makes a dead letter of the
 * input.
 *
 * @param <InputT> a capture or a document
 */
public interface Rule<InputT> extends Serializable {
  /**
   * Loads what the rule needs, once a worker.
   *
   * @throws IOException if it cannot be loaded
   */
  default void open() throws IOException {}

  /** The verdict on an input. */
  Outcome apply(InputT input);

  /**
   * The verdict on an input.
   *
   * @param measures takes what was measured on the way; of an input on which the rule throws,
   *     nothing is kept
   */
  default Outcome apply(InputT input, Measures measures) {
    return apply(input);
  }

  /**
   * An input on which the rule failed, as a dead letter.
   *
   * @param input what was given
   * @param stage the stage's name
   * @param thrown what {@link #apply} threw
   */
  DeadLetter deadLetter(InputT input, String stage, Throwable thrown);
}
