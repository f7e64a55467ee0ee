package io.millrace.io.tokenizer.bpe;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Byte-pair encoding as the paper prints it: counts every pair anew before every merge, on strings.
 * Slow, and too plain to be wrong in the same way.
 */
final class NaiveBpe {
  private static final String SPACE = " ";

  private final MergeSettings settings;
  private final List<String> merges = new ArrayList<>();
  private final List<String> vocabulary = new ArrayList<>();

  NaiveBpe(Map<String, Long> weightOfWord, MergeSettings settings) {
    this.settings = settings;
    for (int id = 0; id < ByteAlphabet.SIZE; id++) {
      vocabulary.add(String.valueOf(ByteAlphabet.symbol(id)));
    }
    vocabulary.add(BpeVocabulary.BOUNDARY);
    vocabulary.addAll(settings.specialTokens());
    Map<List<String>, Long> words = new HashMap<>();
    weightOfWord.forEach((word, weight) -> words.merge(symbols(word), weight, Long::sum));
    learn(words);
  }

  private void learn(Map<List<String>, Long> start) {
    Map<List<String>, Long> words = start;
    while (vocabulary.size() < settings.vocabularySize()) {
      String best = heaviest(words);
      if (best == null) {
        return;
      }
      if (!merges.contains(best)) {
        merges.add(best);
      }
      String token = best.replace(SPACE, "");
      if (!vocabulary.contains(token)) {
        vocabulary.add(token);
      }
      Map<List<String>, Long> merged = new HashMap<>();
      words.forEach((word, weight) -> merged.merge(apply(word, best), weight, Long::sum));
      words = merged;
    }
  }

  private String heaviest(Map<List<String>, Long> words) {
    Map<String, Long> weights = new HashMap<>();
    words.forEach(
        (word, weight) -> {
          for (int i = 0; i + 1 < word.size(); i++) {
            weights.merge(word.get(i) + SPACE + word.get(i + 1), weight, Long::sum);
          }
        });
    String best = null;
    for (Map.Entry<String, Long> entry : weights.entrySet()) {
      String token = entry.getKey().replace(SPACE, "");
      boolean allowed =
          entry.getValue() >= settings.minWeight()
              && token.length() <= settings.maxTokenBytes()
              && !token.equals(BpeVocabulary.BOUNDARY)
              && !settings.specialTokens().contains(token);
      if (allowed && (best == null || goesFirst(entry, best, weights.get(best)))) {
        best = entry.getKey();
      }
    }
    return best;
  }

  private boolean goesFirst(Map.Entry<String, Long> entry, String best, long bestWeight) {
    if (entry.getValue() != bestWeight) {
      return entry.getValue() > bestWeight;
    }
    return Arrays.compare(ids(entry.getKey()), ids(best)) < 0;
  }

  private int[] ids(String pair) {
    return Arrays.stream(pair.split(SPACE)).mapToInt(vocabulary::indexOf).toArray();
  }

  /** The merges, as {@code tokenizer.json} writes them. */
  List<String> merges() {
    return merges;
  }

  /** The ids of a word: every merge in its turn, wherever it applies. */
  int[] encode(String word) {
    List<String> symbols = symbols(word);
    for (String merge : merges) {
      symbols = apply(symbols, merge);
    }
    return symbols.stream().mapToInt(vocabulary::indexOf).toArray();
  }

  private static List<String> symbols(String word) {
    List<String> symbols = new ArrayList<>();
    for (int id : ByteAlphabet.ids(word.getBytes(StandardCharsets.UTF_8))) {
      symbols.add(String.valueOf(ByteAlphabet.symbol(id)));
    }
    return symbols;
  }

  private static List<String> apply(List<String> word, String merge) {
    List<String> symbols = new ArrayList<>();
    for (int i = 0; i < word.size(); i++) {
      boolean pair = i + 1 < word.size() && merge.equals(word.get(i) + SPACE + word.get(i + 1));
      symbols.add(pair ? word.get(i) + word.get(++i) : word.get(i));
    }
    return symbols;
  }
}
