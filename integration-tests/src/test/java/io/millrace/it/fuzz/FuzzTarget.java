package io.millrace.it.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/** A reader of bytes that somebody else made. */
interface FuzzTarget {
  /** What became of an input. */
  enum Outcome {
    /** Read as if it were sound. */
    ACCEPTED,
    /** Recognised as damaged, and said so as documented. */
    REFUSED
  }

  /** What is read, for people. */
  String title();

  /** The name of a file of this kind. */
  String fileName();

  /**
   * A damaged input.
   *
   * @param random decides everything
   */
  byte[] mutant(Random random);

  /**
   * Reads an input to its end.
   *
   * @throws Exception of a kind that is not documented: a fault
   */
  Outcome read(Path file) throws Exception;

  /** Reads what may fail as documented. */
  interface Read {
    void run() throws IOException;
  }

  /**
   * Accepted, or refused by an error of the documented kind whose message names the input.
   *
   * @param file the input
   * @param documented the kind of error
   * @param read reads it
   */
  static Outcome refusing(Path file, Class<? extends Exception> documented, Read read)
      throws Exception {
    try {
      read.run();
      return Outcome.ACCEPTED;
    } catch (Exception error) {
      if (!documented.isInstance(error)
          || !String.valueOf(error.getMessage()).contains(file.getFileName().toString())) {
        throw error;
      }
      return Outcome.REFUSED;
    }
  }
}
