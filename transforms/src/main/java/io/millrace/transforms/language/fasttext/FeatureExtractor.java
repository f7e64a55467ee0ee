package io.millrace.transforms.language.fasttext;

import java.util.Arrays;

/**
 * Turns text into rows of the input matrix: words, their character n-grams, word n-grams, and the
 * end of the sentence (Joulin et al., "Bag of Tricks for Efficient Text Classification", arXiv
 * 1607.01759; Bojanowski et al., arXiv 1607.04606). Every quirk of fastText's own tokenizer is
 * kept, since a model was trained with them.
 */
final class FeatureExtractor {
  /** Multiplier of the word n-gram hash. */
  private static final long WORD_NGRAM_FACTOR = 116049371L;

  private static final byte[] LABEL_PREFIX = {'_', '_', 'l', 'a', 'b', 'e', 'l', '_', '_'};
  private static final byte WORD_START = '<';
  private static final byte WORD_END = '>';

  private final Dictionary dictionary;
  private final NgramRows ngramRows;
  private final ModelArguments arguments;
  private final int endOfSentenceId;

  FeatureExtractor(Dictionary dictionary, NgramRows ngramRows, ModelArguments arguments) {
    this.dictionary = dictionary;
    this.ngramRows = ngramRows;
    this.arguments = arguments;
    byte[] end = Dictionary.END_OF_SENTENCE;
    this.endOfSentenceId = dictionary.find(end, 0, end.length, FnvHash.of(end, 0, end.length));
  }

  /**
   * Adds the rows of one line of text.
   *
   * @param text UTF-8, or any bytes; separated by blank, tab, line end, form feed or NUL. A literal
   *     {@code </s>} ends the text, as in fastText.
   */
  void extract(byte[] text, TextVector vector) {
    WordHashes hashes = new WordHashes();
    int start = 0;
    while (start < text.length) {
      int end = start;
      while (end < text.length && !isSeparator(text[end])) {
        end++;
      }
      if (end > start) {
        if (Arrays.equals(
            text, start, end, Dictionary.END_OF_SENTENCE, 0, Dictionary.END_OF_SENTENCE.length)) {
          break;
        }
        addToken(text, start, end, vector, hashes);
      }
      start = end + 1;
    }
    addEndOfSentence(vector, hashes);
    addWordNgrams(vector, hashes);
  }

  private static boolean isSeparator(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r') || b == 0;
  }

  private void addToken(byte[] text, int start, int end, TextVector vector, WordHashes hashes) {
    int hash = FnvHash.of(text, start, end);
    int id = dictionary.find(text, start, end, hash);
    if (id == Dictionary.UNKNOWN ? hasLabelPrefix(text, start, end) : isLabel(id)) {
      return;
    }
    if (id != Dictionary.UNKNOWN) {
      vector.add(id);
    }
    if (arguments.maxCharacterNgram() > 0) {
      addCharacterNgrams(text, start, end, vector);
    }
    hashes.add(hash);
  }

  private void addEndOfSentence(TextVector vector, WordHashes hashes) {
    byte[] end = Dictionary.END_OF_SENTENCE;
    if (endOfSentenceId != Dictionary.UNKNOWN) {
      if (isLabel(endOfSentenceId)) {
        return;
      }
      vector.add(endOfSentenceId);
    }
    hashes.add(FnvHash.of(end, 0, end.length));
  }

  private boolean isLabel(int id) {
    return id >= dictionary.wordCount();
  }

  private static boolean hasLabelPrefix(byte[] text, int start, int end) {
    int prefixEnd = Math.min(end, start + LABEL_PREFIX.length);
    return Arrays.equals(text, start, prefixEnd, LABEL_PREFIX, 0, LABEL_PREFIX.length);
  }

  /** Adds the n-grams of {@code <word>}; a mark alone is none. */
  private void addCharacterNgrams(byte[] text, int start, int end, TextVector vector) {
    addNgramsFrom(text, start - 1, start, end, vector);
    for (int first = start; first < end; first++) {
      if (!isContinuation(text[first])) {
        addNgramsFrom(text, first, start, end, vector);
      }
    }
  }

  /**
   * Adds the n-grams of {@code <word>} that start at {@code first}. The marks are not in the text:
   * they are at {@code start - 1} and {@code end}.
   */
  private void addNgramsFrom(byte[] text, int first, int start, int end, TextVector vector) {
    int hash = FnvHash.START;
    int next = first;
    for (int length = 1; next <= end && length <= arguments.maxCharacterNgram(); length++) {
      hash = FnvHash.append(hash, next < start ? WORD_START : next < end ? text[next] : WORD_END);
      next++;
      while (next < end && isContinuation(text[next])) {
        hash = FnvHash.append(hash, text[next]);
        next++;
      }
      boolean isStartMarkAlone = length == 1 && first < start;
      if (length >= arguments.minCharacterNgram() && !isStartMarkAlone) {
        addBucket((int) (Integer.toUnsignedLong(hash) % arguments.buckets()), vector);
      }
    }
  }

  private static boolean isContinuation(byte b) {
    return (b & 0xC0) == 0x80;
  }

  private void addWordNgrams(TextVector vector, WordHashes hashes) {
    for (int first = 0; first < hashes.size(); first++) {
      long hash = hashes.at(first);
      int end = (int) Math.min(hashes.size(), (long) first + arguments.maxWordNgram());
      for (int last = first + 1; last < end; last++) {
        hash = hash * WORD_NGRAM_FACTOR + hashes.at(last);
        addBucket((int) Long.remainderUnsigned(hash, arguments.buckets()), vector);
      }
    }
  }

  private void addBucket(int bucket, TextVector vector) {
    int row = ngramRows.rowOf(bucket);
    if (row != NgramRows.NONE) {
      vector.add(row);
    }
  }

  /** A growing list of word hashes. */
  private static final class WordHashes {
    private int[] hashes = new int[64];
    private int size;

    void add(int hash) {
      if (size == hashes.length) {
        hashes = Arrays.copyOf(hashes, 2 * size);
      }
      hashes[size++] = hash;
    }

    int at(int index) {
      return hashes[index];
    }

    int size() {
      return size;
    }
  }
}
