package io.millrace.training.generate;

import io.millrace.io.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Turns tokens into text as they come. A token may end within a character; what is incomplete waits
 * for the tokens that complete it.
 */
final class TextStream {
  /** What a tokenizer makes of an incomplete character. */
  private static final String REPLACEMENT = "\uFFFD";

  private final Tokenizer tokenizer;
  private final Consumer<String> output;
  private int[] previous = {}; // Whole text already put out: what follows may be spelt after it.
  private int[] waiting = {};

  /**
   * @param tokenizer of the tokens
   * @param output takes the text, piece by piece
   */
  TextStream(Tokenizer tokenizer, Consumer<String> output) {
    this.tokenizer = tokenizer;
    this.output = output;
  }

  /** Takes further tokens. */
  void add(int... ids) {
    waiting = joined(waiting, ids);
    String text = waitingText();
    if (!text.endsWith(REPLACEMENT)) {
      output.accept(text);
      previous = waiting;
      waiting = new int[0];
    }
  }

  /** Puts out what still waits. */
  void end() {
    output.accept(waitingText());
    waiting = new int[0];
  }

  /** Some decoders leave out a blank at the start, so that what stands before is decoded too. */
  private String waitingText() {
    int before = tokenizer.decode(previous).length();
    return tokenizer.decode(joined(previous, waiting)).substring(before);
  }

  private static int[] joined(int[] first, int[] second) {
    int[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
