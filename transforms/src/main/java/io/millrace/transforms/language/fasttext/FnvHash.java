package io.millrace.transforms.language.fasttext;

/**
 * The 32-bit FNV-1a hash as fastText computes it: every byte is sign-extended before it is mixed
 * in, which differs from the standard for bytes above 127.
 */
final class FnvHash {
  static final int START = 0x811C9DC5;
  private static final int PRIME = 16777619;

  private FnvHash() {}

  /** The hash of what {@code hash} stands for and one more byte. */
  static int append(int hash, byte next) {
    return (hash ^ next) * PRIME;
  }

  static int of(byte[] bytes, int start, int end) {
    int hash = START;
    for (int i = start; i < end; i++) {
      hash = append(hash, bytes[i]);
    }
    return hash;
  }
}
