package io.millrace.io.tokenizer.bpe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * A byte-level vocabulary: ids 0 to 255 are the bytes (see {@link ByteAlphabet}), 256 is the
 * document boundary, then come further special tokens, then a token for each merge. A larger
 * vocabulary learnt from the same words therefore begins with the smaller one.
 */
public final class BpeVocabulary {
  /** The token that ends every document. */
  public static final String BOUNDARY = "<|endoftext|>";

  private final List<String> specialTokens;
  private final List<Merge> merges;
  private final List<String> tokens;

  private BpeVocabulary(Builder builder) {
    this.specialTokens = builder.specialTokens;
    this.merges = List.copyOf(builder.merges);
    this.tokens = List.copyOf(builder.tokens);
  }

  /**
   * Two tokens that become one.
   *
   * @param left the id of the first
   * @param right the id of the second
   * @param token the id of what they become
   */
  public record Merge(int left, int right, int token) {}

  /**
   * A vocabulary of bytes and special tokens.
   *
   * @param furtherSpecialTokens beside the document boundary
   * @throws IllegalArgumentException if one stands there twice or is shorter than two characters
   */
  public static Builder builder(List<String> furtherSpecialTokens) {
    return new Builder(furtherSpecialTokens);
  }

  /** How many ids a vocabulary without merges has. */
  public static int smallestSize(List<String> furtherSpecialTokens) {
    return ByteAlphabet.SIZE + 1 + furtherSpecialTokens.size();
  }

  /** The special tokens, the boundary first; their ids follow on from 256. */
  public List<String> specialTokens() {
    return specialTokens;
  }

  /** The merges in the order in which they apply. */
  public List<Merge> merges() {
    return merges;
  }

  /** All tokens by id, bytes written as in {@link ByteAlphabet}. */
  public List<String> tokens() {
    return tokens;
  }

  /** The number of ids. */
  public int size() {
    return tokens.size();
  }

  /** Grows a vocabulary merge by merge. */
  public static final class Builder {
    private final List<String> specialTokens = new ArrayList<>();
    private final List<Merge> merges = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();

    private Builder(List<String> furtherSpecialTokens) {
      for (int id = 0; id < ByteAlphabet.SIZE; id++) {
        tokens.add(String.valueOf(ByteAlphabet.symbol(id)));
      }
      specialTokens.add(BOUNDARY);
      specialTokens.addAll(furtherSpecialTokens);
      if (specialTokens.stream().anyMatch(token -> token.strip().length() < 2)
          || new HashSet<>(specialTokens).size() < specialTokens.size()) {
        throw new IllegalArgumentException(
            specialTokens + ": special tokens must differ and have two characters or more");
      }
      tokens.addAll(specialTokens);
    }

    /**
     * Adds a merge. Its token is new unless other tokens make up the same bytes already.
     *
     * @param left the id of the first token, none of the special ones
     * @param right the id of the second
     * @return the id of the token that they become
     */
    public int merge(int left, int right) {
      String token = tokens.get(left) + tokens.get(right);
      int id = ids.computeIfAbsent(token, bytes -> tokens.size());
      if (id == tokens.size()) {
        tokens.add(token);
      }
      merges.add(new Merge(left, right, id));
      return id;
    }

    /**
     * Whether two tokens spell a special one; they must stay apart, as a token has one id.
     *
     * @param left the id of the first token
     * @param right the id of the second
     */
    boolean spellSpecialToken(int left, int right) {
      return specialTokens.contains(tokens.get(left) + tokens.get(right));
    }

    /** The number of ids so far. */
    public int size() {
      return tokens.size();
    }

    /**
     * The number of bytes of a token that is not special.
     *
     * @param id the token's
     */
    int bytes(int id) {
      return tokens.get(id).length();
    }

    /** The vocabulary. */
    public BpeVocabulary build() {
      return new BpeVocabulary(this);
    }
  }
}
