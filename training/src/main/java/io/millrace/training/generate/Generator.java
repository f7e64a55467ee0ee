package io.millrace.training.generate;

import io.millrace.io.tokenizer.Tokenizer;
import io.millrace.training.runtime.IncrementalDecoder;
import java.util.function.Consumer;

/** Continues texts with a model, as it learned documents: a boundary stands before and after. */
public final class Generator {
  private final IncrementalDecoder decoder;
  private final Tokenizer tokenizer;
  private final int contextTokens;

  /** Why a text ends. */
  public enum End {
    /** The model predicted the boundary. */
    BOUNDARY("the model ended the text"),
    /** As many tokens are there as were asked for. */
    MAX_TOKENS("that is --maxTokens"),
    /** The text is as long as the longest that the model was trained on. */
    CONTEXT("that fills the longest sequence that the model was trained on");

    private final String words;

    End(String words) {
      this.words = words;
    }

    /** A sentence's part that says why. */
    public String words() {
      return words;
    }
  }

  /**
   * What was generated.
   *
   * @param promptTokens of the prompt, the boundary before it included
   * @param tokens after the prompt, without a boundary
   * @param end why there are no more
   */
  public record Outcome(int promptTokens, int tokens, End end) {}

  /**
   * @param decoder the model; not closed with this
   * @param tokenizer of its tokens
   * @param contextTokens the longest sequence it was trained on
   */
  public Generator(IncrementalDecoder decoder, Tokenizer tokenizer, int contextTokens) {
    this.decoder = decoder;
    this.tokenizer = tokenizer;
    this.contextTokens = contextTokens;
  }

  /**
   * The tokens of a prompt, a boundary first.
   *
   * @throws IllegalArgumentException if they are more than the model's context
   */
  public int[] encode(String prompt) {
    int[] text = tokenizer.encode(prompt);
    if (text.length >= contextTokens) {
      throw new IllegalArgumentException(
          "--prompt has "
              + text.length
              + " tokens; this model was trained on sequences of at most "
              + contextTokens
              + ", one of them the boundary before the text. Shorten the prompt, or train with a larger --maxSequenceTokens");
    }
    int[] ids = new int[text.length + 1];
    ids[0] = tokenizer.boundaryId();
    System.arraycopy(text, 0, ids, 1, text.length);
    return ids;
  }

  /**
   * Continues a text.
   *
   * @param prompt as {@link #encode} gives it
   * @param maxTokens after it, at least 1
   * @param sampling how tokens are chosen
   * @param output takes the prompt and its continuation, piece by piece
   */
  public Outcome generate(int[] prompt, int maxTokens, Sampling sampling, Consumer<String> output) {
    Sampler sampler = new Sampler(sampling);
    TextStream text = new TextStream(tokenizer, output);
    decoder.reset();
    text.add(prompt);
    int tokens = 0;
    End end = null;
    int[] unread = prompt;
    while (end == null) {
      int next = sampler.next(decoder.read(unread));
      unread = new int[] {next};
      if (next == tokenizer.boundaryId()) {
        end = End.BOUNDARY;
      } else {
        text.add(next);
        tokens++;
        end = endAfter(tokens, maxTokens);
      }
    }
    text.end();
    return new Outcome(prompt.length, tokens, end);
  }

  private End endAfter(int tokens, int maxTokens) {
    if (tokens == maxTokens) {
      return End.MAX_TOKENS;
    }
    return decoder.length() == contextTokens ? End.CONTEXT : null;
  }
}
