package io.millrace.training.loop;

import io.millrace.training.packing.Chunk;
import io.millrace.training.packing.Piece;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds steps that would spoil the weights: a loss or gradient that is no number, or a loss far
 * above those before. Such a step ends the run or is left out.
 */
public final class DivergenceGuard {
  /** As many losses as one looks back over. */
  private static final int WINDOW_STEPS = 32;

  /** From so few the usual loss is not known. */
  private static final int LEAST_STEPS = 8;

  private static final int MAX_NAMED_DOCUMENTS = 8;

  private final Policy policy;
  private final Deque<Double> losses = new ArrayDeque<>();
  private int consecutiveSkips;

  /** What happens at a step that would spoil the weights. */
  public enum Reaction {
    /** The run ends. */
    STOP,
    /** The step's gradients are thrown away, and the run goes on. */
    SKIP;

    /** As options name it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What is too much, and what happens then.
   *
   * @param reaction to a step that would spoil the weights
   * @param spikeFactor a loss of so many times the median of the last 32 is too high; 0 if none is
   * @param maxConsecutiveSkips after which the run ends all the same
   */
  public record Policy(Reaction reaction, double spikeFactor, int maxConsecutiveSkips) {
    /** Ends the run at what is no number, and calls no loss too high. */
    public static final Policy STRICT = new Policy(Reaction.STOP, 0, 0);
  }

  /**
   * @param policy what is too much
   */
  public DivergenceGuard(Policy policy) {
    this.policy = policy;
  }

  /**
   * What is wrong with a step, if something is.
   *
   * @param loss nats a token
   * @param gradientNorm before clipping
   */
  Optional<String> fault(double loss, double gradientNorm) {
    if (!Double.isFinite(loss)) {
      return Optional.of("the loss is no number");
    }
    if (!Double.isFinite(gradientNorm)) {
      return Optional.of("the gradient is no number");
    }
    if (policy.spikeFactor() > 0 && losses.size() >= LEAST_STEPS) {
      double usual = median();
      if (loss > policy.spikeFactor() * usual) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "the loss is more than %s times the last steps' %.4f",
                policy.spikeFactor(),
                usual));
      }
    }
    return Optional.empty();
  }

  private double median() {
    double[] sorted = losses.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** Takes a sound step's loss as usual. */
  void accept(double loss) {
    consecutiveSkips = 0;
    losses.addLast(loss);
    if (losses.size() > WINDOW_STEPS) {
      losses.removeFirst();
    }
  }

  /**
   * Reacts to a step at fault.
   *
   * @param message what to say of it
   * @throws DivergedException if the run is to end
   */
  void reject(String message) {
    if (policy.reaction() == Reaction.STOP) {
      throw new DivergedException(
          message + ". Lower --learningRate, look into them, or pass --onDivergence=skip");
    }
    if (++consecutiveSkips > policy.maxConsecutiveSkips()) {
      throw new DivergedException(
          message
              + ". The "
              + policy.maxConsecutiveSkips()
              + " steps before were skipped, too (--maxSkippedSteps): lower --learningRate");
    }
  }

  /** The losses that the next are held against; with the number of skips, all that is known. */
  List<Double> recentLosses() {
    return List.copyOf(losses);
  }

  /** Steps skipped since the last sound one. */
  int consecutiveSkips() {
    return consecutiveSkips;
  }

  /** Goes on from what was known before. */
  void restore(Collection<Double> recentLosses, int skips) {
    losses.clear();
    losses.addAll(recentLosses);
    consecutiveSkips = skips;
  }

  /**
   * The documents of the chunks at fault: of those whose loss is no number, or else of the one
   * whose loss is the highest a token.
   *
   * @param chunks of the step
   * @param lossesNats the summed loss of each
   */
  static String suspects(List<Chunk> chunks, List<Double> lossesNats) {
    List<Integer> broken =
        IntStream.range(0, chunks.size())
            .filter(chunk -> !Double.isFinite(lossesNats.get(chunk)))
            .boxed()
            .toList();
    List<Integer> suspects = broken.isEmpty() ? List.of(worst(chunks, lossesNats)) : broken;
    List<String> documents =
        suspects.stream()
            .flatMap(chunk -> chunks.get(chunk).pieces().stream())
            .map(Piece::sequence)
            .map(sequence -> sequence.id())
            .distinct()
            .toList();
    String named = documents.stream().limit(MAX_NAMED_DOCUMENTS).collect(Collectors.joining(", "));
    int more = documents.size() - MAX_NAMED_DOCUMENTS;
    return String.format(
        Locale.ROOT,
        "%s %s of %d, with the documents %s%s",
        suspects.size() == 1 ? "chunk" : "chunks",
        suspects.stream().map(chunk -> String.valueOf(chunk + 1)).collect(Collectors.joining(", ")),
        chunks.size(),
        named,
        more > 0 ? " and " + more + " more" : "");
  }

  private static int worst(List<Chunk> chunks, List<Double> lossesNats) {
    int worst = 0;
    for (int chunk = 1; chunk < chunks.size(); chunk++) {
      worst =
          perToken(chunks, lossesNats, chunk) > perToken(chunks, lossesNats, worst) ? chunk : worst;
    }
    return worst;
  }

  private static double perToken(List<Chunk> chunks, List<Double> lossesNats, int chunk) {
    return lossesNats.get(chunk) / Math.max(1, chunks.get(chunk).trainedTokens());
  }
}
