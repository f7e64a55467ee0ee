package io.millrace.transforms.language.langdetect;

import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import opennlp.tools.langdetect.LanguageDetectorModel;
import opennlp.tools.ml.model.AbstractModel;
import opennlp.tools.ml.model.Context;

/**
 * The weights of OpenNLP's language detector, a maximum-entropy model over character n-grams, laid
 * out for speed: OpenNLP's own evaluation looks every n-gram up as a string and handles 70
 * documents a second, this some thousands. The weights of a label are added up for every n-gram
 * that a text has, once however often it occurs.
 */
final class LangdetectWeights {
  private static final String RESOURCE = "/langdetect-183.bin";

  private final List<String> languages;

  /** Open addressing over packed n-grams; 0 is empty. */
  private final long[] ngrams;

  /** Where the weights of the n-gram in each slot start and end. */
  private final int[] starts;

  private final int[] ends;
  private final byte[] outcomes;
  private final float[] weights;

  private LangdetectWeights(List<String> languages, Map<String, Context> contexts) {
    this.languages = languages;
    int slots = Integer.highestOneBit(contexts.size()) << 1;
    this.ngrams = new long[slots];
    this.starts = new int[slots];
    this.ends = new int[slots];
    int weightCount = contexts.values().stream().mapToInt(c -> c.getOutcomes().length).sum();
    this.outcomes = new byte[weightCount];
    this.weights = new float[weightCount];
    int next = 0;
    for (Map.Entry<String, Context> entry : contexts.entrySet()) {
      next = put(NgramStream.pack(entry.getKey()), entry.getValue(), next);
    }
  }

  /**
   * Loads the model from the class path.
   *
   * @throws IOException if it is not there or cannot be read
   */
  static LangdetectWeights load() throws IOException {
    try (InputStream in = LangdetectWeights.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException("opennlp-models-langdetect is not on the class path: " + RESOURCE);
      }
      AbstractModel model = (AbstractModel) new LanguageDetectorModel(in).getMaxentModel();
      Object[] structures = model.getDataStructures();
      @SuppressWarnings("unchecked") // documented by getDataStructures
      Map<String, Context> contexts = (Map<String, Context>) structures[1];
      return new LangdetectWeights(List.of((String[]) structures[2]), contexts);
    }
  }

  private int put(long ngram, Context context, int start) {
    int slot = slotOf(ngram);
    ngrams[slot] = ngram;
    starts[slot] = start;
    int next = start;
    for (int i = 0; i < context.getOutcomes().length; i++) {
      outcomes[next] = (byte) context.getOutcomes()[i];
      weights[next] = (float) context.getParameters()[i];
      next++;
    }
    ends[slot] = next;
    return next;
  }

  /** ISO 639-3 codes, in the order of {@link Sums#weights}. */
  List<String> languages() {
    return languages;
  }

  /** Adds up the weights of a text's n-grams. */
  Sums sum(CharSequence text) {
    double[] sums = new double[languages.size()];
    BitSet seen = new BitSet(ngrams.length);
    NgramStream.send(
        text,
        ngram -> {
          int slot = slotOf(ngram);
          if (ngrams[slot] == ngram && !seen.get(slot)) {
            seen.set(slot);
            for (int i = starts[slot]; i < ends[slot]; i++) {
              sums[outcomes[i]] += weights[i];
            }
          }
        });
    return new Sums(sums, seen.cardinality());
  }

  private int slotOf(long ngram) {
    int mask = ngrams.length - 1;
    long mixed = ngram * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed >>> 40) & mask;
    while (ngrams[slot] != 0 && ngrams[slot] != ngram) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /**
   * The evidence for each language.
   *
   * @param weights logarithms of unnormalised probabilities
   * @param distinctNgrams number of known n-grams that the text has
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sums(double[] weights, int distinctNgrams) {}
}
