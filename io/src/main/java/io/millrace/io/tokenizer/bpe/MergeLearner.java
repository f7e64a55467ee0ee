package io.millrace.io.tokenizer.bpe;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Learns merges from weighted words: again and again the heaviest pair of neighbouring tokens
 * becomes a token (Gage 1994; Sennrich et al. 2016, algorithm 1). Of equally heavy pairs the one
 * with the smaller ids goes first, so that the order of the words does not matter.
 *
 * <p>A merge visits only the words that hold its pair, and changes only the weights of the pairs
 * beside it: it costs as much as the places where it happens, not as much as the corpus.
 */
public final class MergeLearner {
  private final MergeSettings settings;
  private final BpeVocabulary.Builder vocabulary;
  private final int[][] words;
  private final long[] weights;
  private final Map<Long, PairPlaces> places = new HashMap<>();
  private final PriorityQueue<Candidate> queue = new PriorityQueue<>();
  private final Map<Long, Integer> tokenOfMerged = new HashMap<>();

  /** Pairs that a merge has made heavier. */
  private final Set<Long> grown = new HashSet<>();

  private MergeLearner(Map<String, Long> weightOfWord, MergeSettings settings) {
    this.settings = settings;
    this.vocabulary = BpeVocabulary.builder(settings.specialTokens());
    this.words = new int[weightOfWord.size()][];
    this.weights = new long[weightOfWord.size()];
    load(weightOfWord);
  }

  /**
   * Learns a vocabulary.
   *
   * @param weightOfWord how often each word occurs, in any unit; all above 0
   * @param settings how large the vocabulary becomes and what may become a token
   * @return a vocabulary of the size wanted, or smaller if no pair is left that is heavy enough
   * @throws ArithmeticException if the weights of all bytes add up to 2⁶³ or more
   */
  public static BpeVocabulary learn(Map<String, Long> weightOfWord, MergeSettings settings) {
    MergeLearner learner = new MergeLearner(weightOfWord, settings);
    learner.learn();
    return learner.vocabulary.build();
  }

  private void load(Map<String, Long> weightOfWord) {
    int word = 0;
    long total = 0;
    for (Map.Entry<String, Long> entry : weightOfWord.entrySet()) {
      int[] tokens = ByteAlphabet.ids(entry.getKey().getBytes(StandardCharsets.UTF_8));
      total = Math.addExact(total, Math.multiplyExact(entry.getValue(), (long) tokens.length));
      words[word] = tokens;
      weights[word] = entry.getValue();
      for (int i = 0; i + 1 < tokens.length; i++) {
        change(tokens[i], tokens[i + 1], word, weights[word]);
      }
      word++;
    }
    queueGrown();
  }

  private void learn() {
    while (vocabulary.size() < settings.vocabularySize()) {
      Candidate heaviest = queue.poll();
      if (heaviest == null) {
        return;
      }
      PairPlaces pair = places.get(heaviest.pair());
      if (pair.weight() != heaviest.weight()) {
        queue(heaviest.pair());
      } else {
        merge(heaviest.pair());
      }
    }
  }

  private void merge(long pair) {
    if (vocabulary.spellSpecialToken(Pairs.left(pair), Pairs.right(pair))) {
      return;
    }
    int token =
        tokenOfMerged.computeIfAbsent(
            pair, key -> vocabulary.merge(Pairs.left(key), Pairs.right(key)));
    for (int word : places.get(pair).takeWords()) {
      words[word] = replace(word, pair, token);
    }
    queueGrown();
  }

  /** A word's tokens with every occurrence of a pair, from left to right, made one token. */
  private int[] replace(int word, long pair, int token) {
    int left = Pairs.left(pair);
    int right = Pairs.right(pair);
    int[] old = words[word];
    long weight = weights[word];
    int[] tokens = new int[old.length];
    int length = 0;
    int i = 0;
    while (i < old.length) {
      if (old[i] != left || i + 1 == old.length || old[i + 1] != right) {
        tokens[length++] = old[i++];
        continue;
      }
      change(left, right, word, -weight);
      if (length > 0) {
        change(tokens[length - 1], left, word, -weight);
        change(tokens[length - 1], token, word, weight);
      }
      if (i + 2 < old.length) {
        change(right, old[i + 2], word, -weight);
        change(token, old[i + 2], word, weight);
      }
      tokens[length++] = token;
      i += 2;
    }
    return length == old.length ? old : Arrays.copyOf(tokens, length);
  }

  private void change(int left, int right, int word, long weight) {
    if (vocabulary.bytes(left) + vocabulary.bytes(right) > settings.maxTokenBytes()) {
      return;
    }
    long pair = Pairs.of(left, right);
    if (weight > 0) {
      places.computeIfAbsent(pair, key -> new PairPlaces()).add(word, weight);
      grown.add(pair);
    } else {
      places.get(pair).remove(-weight);
    }
  }

  private void queueGrown() {
    grown.forEach(this::queue);
    grown.clear();
  }

  private void queue(long pair) {
    long weight = places.get(pair).weight();
    if (weight >= settings.minWeight() && weight > 0) {
      queue.add(new Candidate(pair, weight));
    }
  }

  /**
   * A pair as heavy as it was when it was queued; it may have become lighter since.
   *
   * @param pair see {@link Pairs}
   * @param weight of all its occurrences
   */
  private record Candidate(long pair, long weight) implements Comparable<Candidate> {
    @Override
    public int compareTo(Candidate other) {
      int heavier = Long.compare(other.weight, weight);
      return heavier != 0 ? heavier : Long.compare(pair, other.pair);
    }
  }
}
