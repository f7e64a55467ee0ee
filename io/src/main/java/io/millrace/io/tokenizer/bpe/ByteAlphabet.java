package io.millrace.io.tokenizer.bpe;

/**
 * Bytes as printable characters, so that a vocabulary of bytes can be written as text.
 *
 * <p>GPT-2's table (Radford et al. 2019, {@code bytes_to_unicode}): the printable characters of ISO
 * 8859-1 stand for themselves, the other 68 bytes, in their order, for U+0100 to U+0143. A byte's
 * id is the rank of its character, as in GPT-2's vocabulary.
 */
public final class ByteAlphabet {
  /** How many bytes there are. */
  public static final int SIZE = 256;

  private static final int FIRST_STAND_IN = 0x100;
  private static final char[] SYMBOL_OF_BYTE = new char[SIZE];
  private static final int[] ID_OF_BYTE = new int[SIZE];
  private static final char[] SYMBOL_OF_ID = new char[SIZE];

  static {
    int printable = 0;
    int standIns = 0;
    for (int b = 0; b < SIZE; b++) {
      printable += isPrintable(b) ? 1 : 0;
    }
    int rank = 0;
    for (int b = 0; b < SIZE; b++) {
      boolean itself = isPrintable(b);
      SYMBOL_OF_BYTE[b] = (char) (itself ? b : FIRST_STAND_IN + standIns);
      ID_OF_BYTE[b] = itself ? rank++ : printable + standIns++;
      SYMBOL_OF_ID[ID_OF_BYTE[b]] = SYMBOL_OF_BYTE[b];
    }
  }

  private ByteAlphabet() {}

  private static boolean isPrintable(int b) {
    return (b > 0x20 && b < 0x7F) || (b > 0xA0 && b != 0xAD);
  }

  /** The id, 0 to 255, of a byte. */
  public static int id(byte value) {
    return ID_OF_BYTE[Byte.toUnsignedInt(value)];
  }

  /** The ids of some bytes. */
  public static int[] ids(byte[] bytes) {
    int[] ids = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      ids[i] = id(bytes[i]);
    }
    return ids;
  }

  /**
   * The character that stands for the byte of an id.
   *
   * @param id from 0 to 255
   */
  static char symbol(int id) {
    return SYMBOL_OF_ID[id];
  }
}
