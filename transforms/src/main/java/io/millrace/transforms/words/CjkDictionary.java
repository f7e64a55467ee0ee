package io.millrace.transforms.words;

import com.ibm.icu.util.BytesTrie.Result;
import com.ibm.icu.util.CharsTrie;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * ICU's list of Chinese and Japanese words with the cost of each, the negative logarithm of its
 * frequency, read from ICU4J's own data file. Loaded once for all segmenters.
 *
 * @see <a href="https://unicode-org.github.io/icu/userguide/boundaryanalysis/break-rules.html">ICU
 *     user guide, word dictionaries</a>
 */
final class CjkDictionary {
  private static final String RESOURCE = "/com/ibm/icu/impl/data/icudata/brkitr/cjdict.dict";

  /** The file's name for a trie of UTF-16 units that has values. */
  private static final int TRIE_OF_CHARS_WITH_VALUES = 9;

  private static final int TRIE_OFFSET_INDEX = 0;
  private static final int TRIE_TYPE_INDEX = 4;

  private static final CjkDictionary INSTANCE = new CjkDictionary(readTrie());

  private final CharsTrie trie;

  /** The trie's state after each first character, 0 where no word starts so. */
  private final long[] firstStates = new long[1 << 16];

  private CjkDictionary(String characters) {
    this.trie = new CharsTrie(characters, 0);
    for (int c = 0; c < firstStates.length; c++) {
      if (trie.reset().first(c) != Result.NO_MATCH) {
        firstStates[c] = trie.getState64();
      }
    }
    trie.reset();
  }

  static CjkDictionary instance() {
    return INSTANCE;
  }

  /** A cursor of the caller's own: a trie has a state. */
  CharsTrie newTrie() {
    return new CharsTrie(trie);
  }

  /** Moves a cursor to the words that start with a character, as {@code reset().first(c)} does. */
  Result first(CharsTrie cursor, char c) {
    long state = firstStates[c];
    return state == 0 ? Result.NO_MATCH : cursor.resetToState64(state).current();
  }

  private static String readTrie() {
    try (InputStream in = CjkDictionary.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("ICU4J is not on the class path, or not 79.1: " + RESOURCE);
      }
      byte[] file = in.readAllBytes();
      ByteBuffer fields = ByteBuffer.wrap(file); // big-endian, as all data of ICU4J
      int indexes = fields.getShort(0);
      int type = fields.getInt(indexes + TRIE_TYPE_INDEX * Integer.BYTES);
      if (type != TRIE_OF_CHARS_WITH_VALUES) {
        throw new IllegalStateException(
            RESOURCE + " has trie type " + type + "; ICU4J is not 79.1");
      }
      int trieStart = indexes + fields.getInt(indexes + TRIE_OFFSET_INDEX * Integer.BYTES);
      return fields.position(trieStart).slice().asCharBuffer().toString();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
  }
}
