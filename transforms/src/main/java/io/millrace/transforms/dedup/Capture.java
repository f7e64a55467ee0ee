package io.millrace.transforms.dedup;

import io.millrace.transforms.share.Hash128;
import java.util.Comparator;

/**
 * What ranks a document among its duplicates.
 *
 * @param generation whether it is of this run
 * @param id the document's id
 * @param date when it was captured (ISO 8601, UTC); empty where that is unknown
 * @param codePoints the length of its text
 * @param warcFile the file it was read from
 * @param warcOffset where its record begins there, in bytes
 */
record Capture(
    Generation generation,
    Hash128 id,
    String date,
    long codePoints,
    String warcFile,
    long warcOffset) {
  /** When a document was deduplicated, the earlier first. */
  enum Generation {
    /** In an earlier run, whose decisions stand. */
    KNOWN,
    /** In this run. */
    NEW
  }

  /** Settles what an order leaves open: the smallest id, then the first place in the files. */
  static final Comparator<Capture> TIE_BREAK =
      Comparator.comparing(Capture::id)
          .thenComparing(Capture::warcFile)
          .thenComparing(Capture::warcOffset);

  /** A document of an earlier run. */
  static Capture known(Hash128 id) {
    return new Capture(Generation.KNOWN, id, "", 0, "", 0);
  }

  /** Whether the document is of an earlier run. */
  boolean isKnown() {
    return generation == Generation.KNOWN;
  }

  /** Stands for the place the document was read from, and so for this one capture. */
  Hash128 place() {
    return Hash128.of(id.toString(), warcFile, Long.toString(warcOffset));
  }
}
