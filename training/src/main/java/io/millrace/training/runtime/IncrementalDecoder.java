package io.millrace.training.runtime;

import io.millrace.training.config.ModelConfig;
import io.millrace.training.model.InferenceGraph;
import java.util.Arrays;
import java.util.Map;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Reads a text token by token and predicts the next. What was read stays as keys and values, so
 * that a further token costs one position. Not for several threads.
 */
public final class IncrementalDecoder implements AutoCloseable {
  /** Tokens of a run at most: attention's scores take heads × this × all tokens so far. */
  private static final int STEP_TOKENS = 512;

  private final InferenceSession session;
  private final Shape noKeyValues;
  private Result lastRun;
  private int length;

  /**
   * Loads a model.
   *
   * @param model its shape
   * @param weights in row-major order, by parameter
   * @throws IllegalArgumentException if a parameter is missing or of another size
   */
  public IncrementalDecoder(ModelConfig model, Map<String, float[]> weights) {
    session = new InferenceSession(model, InferenceGraph.stepping(model), weights);
    noKeyValues = Shape.of(model.layers(), 2, model.keyValueHeads(), 0, model.headWidth());
  }

  /**
   * Reads further tokens.
   *
   * @param ids at least one, each in the vocabulary
   * @return logits of the token after them [V]
   */
  public float[] read(int... ids) {
    for (int from = 0; from < ids.length; from += STEP_TOKENS) {
      step(Arrays.copyOfRange(ids, from, Math.min(from + STEP_TOKENS, ids.length)));
    }
    return Tensors.floats(lastRun.get(0));
  }

  private void step(int[] ids) {
    Result before = lastRun;
    try (TInt32 input = TInt32.vectorOf(ids);
        TFloat32 none = TFloat32.tensorOf(noKeyValues)) {
      lastRun =
          session
              .runner()
              .feed(InferenceGraph.INPUT_IDS, input)
              .feed(InferenceGraph.PAST, before == null ? none : before.get(1))
              .fetch(InferenceGraph.LOGITS)
              .fetch(InferenceGraph.KEY_VALUES)
              .run();
    }
    if (before != null) {
      before.close();
    }
    length += ids.length;
  }

  /** The number of tokens read. */
  public int length() {
    return length;
  }

  /** Forgets all tokens. */
  public void reset() {
    if (lastRun != null) {
      lastRun.close();
      lastRun = null;
    }
    length = 0;
  }

  @Override
  public void close() {
    reset();
    session.close();
  }
}
