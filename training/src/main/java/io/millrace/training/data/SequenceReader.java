package io.millrace.training.data;

import io.millrace.training.packing.Sequence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes training sequences of rows: long ones are cut and counted, wrong ones refused. */
public final class SequenceReader {
  private final ShardDataset dataset;
  private final int maxSequenceTokens;
  private final int vocabularySize;
  private final int boundaryId;
  private long cutSequences;
  private long cutTokens;

  /**
   * @param dataset the rows; not closed by this reader
   * @param maxSequenceTokens what is beyond is cut off
   * @param vocabularySize of the tokenizer
   * @param boundaryId of the tokenizer
   */
  public SequenceReader(
      ShardDataset dataset, int maxSequenceTokens, int vocabularySize, int boundaryId) {
    this.dataset = dataset;
    this.maxSequenceTokens = maxSequenceTokens;
    this.vocabularySize = vocabularySize;
    this.boundaryId = boundaryId;
  }

  /**
   * The sequences of the next global batch.
   *
   * @throws IOException if a row cannot be read, is empty or has an id outside the vocabulary; the
   *     message names the row
   */
  public List<Sequence> next(int count) throws IOException {
    List<Sequence> sequences = new ArrayList<>();
    while (sequences.size() < count) {
      Row row = checked(dataset.next());
      sequences.add(row.tokens().length > maxSequenceTokens ? cut(row) : whole(row));
    }
    return sequences;
  }

  private Sequence whole(Row row) {
    return Sequence.ofDocument(row.id(), row.language(), row.bytes(), row.tokens(), boundaryId);
  }

  private Sequence cut(Row row) {
    int tokens = row.tokens().length;
    cutSequences++;
    cutTokens += tokens - maxSequenceTokens;
    return Sequence.ofDocument(
        row.id(),
        row.language(),
        row.bytes() * maxSequenceTokens / tokens,
        Arrays.copyOf(row.tokens(), maxSequenceTokens),
        boundaryId);
  }

  /**
   * The next row, in sequences of at most {@code maxSequenceTokens} that together spell all of it;
   * the first bears the row's bytes, the others none.
   */
  public List<Sequence> nextWhole() throws IOException {
    Row row = checked(dataset.next());
    List<Sequence> windows = new ArrayList<>();
    for (int start = 0; start < row.tokens().length; start += maxSequenceTokens) {
      int end = Math.min(start + maxSequenceTokens, row.tokens().length);
      windows.add(
          Sequence.ofDocument(
              row.id(),
              row.language(),
              start == 0 ? row.bytes() : 0,
              Arrays.copyOfRange(row.tokens(), start, end),
              boundaryId));
    }
    return windows;
  }

  /** Sequences that were cut so far. */
  public long cutSequences() {
    return cutSequences;
  }

  /** Tokens that were cut off so far. */
  public long cutTokens() {
    return cutTokens;
  }

  /** Where the next batch starts. */
  public DataPosition position() {
    return dataset.position();
  }

  /**
   * Goes on where an earlier run stopped.
   *
   * @param position its next row
   * @param cutSequencesBefore its count so far
   * @param cutTokensBefore its count so far
   */
  public void resume(DataPosition position, long cutSequencesBefore, long cutTokensBefore)
      throws IOException {
    dataset.seek(position);
    cutSequences = cutSequencesBefore;
    cutTokens = cutTokensBefore;
  }

  private Row checked(Row row) throws IOException {
    if (row.tokens().length == 0) {
      throw new IOException("document " + row.id() + " of the shards has no tokens");
    }
    if (hasIdOutside(row.tokens())) {
      throw new IOException(
          "document "
              + row.id()
              + " of the shards has token id "
              + firstOutside(row.tokens())
              + "; the vocabulary has 0 to "
              + (vocabularySize - 1));
    }
    return row;
  }

  /** Without a branch for each id: the compiler then looks at several at once. */
  private boolean hasIdOutside(int[] tokens) {
    int greatest = vocabularySize - 1;
    int signs = 0;
    for (int token : tokens) {
      // The sign of the first tells a negative id, that of the second one above the greatest.
      signs |= token | (greatest - token);
    }
    return signs < 0;
  }

  private int firstOutside(int[] tokens) {
    return Arrays.stream(tokens)
        .filter(token -> token < 0 || token >= vocabularySize)
        .findFirst()
        .orElseThrow();
  }
}
