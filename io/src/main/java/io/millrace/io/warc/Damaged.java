package io.millrace.io.warc;

/**
 * A stretch of a file that holds no intact record.
 *
 * @param warcFile the file it was read from
 * @param warcOffset where in the file, as {@link WarcEntry#warcOffset} says
 * @param extent what the stretch is
 * @param reason what is wrong with it, for people
 * @param raw the damaged bytes: the record itself, whole, where its limits are known, else the
 *     first {@link WarcLimits#maxRawBytes} of the bytes of the file
 * @param rawLength how many bytes are damaged in all
 */
public record Damaged(
    String warcFile, long warcOffset, Extent extent, String reason, RawBytes raw, long rawLength)
    implements WarcEntry {

  /** What is known of a damaged stretch. */
  public enum Extent {
    /** A record whose limits are sure, of which the content is invalid. */
    RECORD,
    /** From the start of a record, or of a gzip member with one, to the next: its end is unsure. */
    BROKEN_RECORD,
    /** Nothing in it starts like a record. */
    GAP
  }

  /** Whether {@link #raw} holds everything that is damaged. */
  public boolean isComplete() {
    return raw.length() == rawLength;
  }
}
