package io.millrace.io.warc;

/**
 * A stretch of a file that holds no intact record.
 *
 * @param warcFile the file it was read from
 * @param warcOffset where in the file, as {@link WarcEntry#warcOffset} says
 * @param reason what is wrong with it, for people
 * @param raw the bytes to replay: the record itself where its limits are known, else the bytes of
 *     the file; the first {@link WarcLimits#maxRawBytes} of them
 * @param rawLength how many bytes are damaged in all
 */
public record Damaged(String warcFile, long warcOffset, String reason, RawBytes raw, long rawLength)
    implements WarcEntry {

  /** Whether {@link #raw} holds everything that is damaged. */
  public boolean isComplete() {
    return raw.length() == rawLength;
  }
}
