package io.millrace.io.warc;

import java.io.Serializable;

/**
 * What a reader is willing to hold, decode and search. What goes beyond a limit is {@link Damaged},
 * never silently cut.
 *
 * @param maxHeaderBytes the longest WARC header; default 64 KiB
 * @param maxRecordBytes the longest record, header and block as stored; default 64 MiB. A reader
 *     needs up to about three times as much memory.
 * @param maxBodyBytes the longest HTTP body, after each encoding was undone; default 32 MiB
 * @param maxEncodings how many transfer and content encodings may lie on one another; default 4
 * @param maxRawBytes how many bytes are kept of a damaged stretch that is no whole record; default
 *     4 MiB
 * @param maxGapBytes how many decompressed bytes of a gzip member are searched for the next record
 *     after a damaged one before the rest of the member is given up; default 1 GiB
 * @param lookBackBytes how far before its range a reader starts to look for records, so that a WARC
 *     file stored inside a record is not taken for records of the file; default 1 MiB
 */
public record WarcLimits(
    int maxHeaderBytes,
    int maxRecordBytes,
    int maxBodyBytes,
    int maxEncodings,
    int maxRawBytes,
    long maxGapBytes,
    int lookBackBytes)
    implements Serializable {

  /** The defaults named above. */
  public static final WarcLimits DEFAULT =
      new WarcLimits(64 << 10, 64 << 20, 32 << 20, 4, 4 << 20, 1L << 30, 1 << 20);

  /** Checks that every limit is usable. */
  public WarcLimits {
    requireAtLeast(1, maxHeaderBytes, "maxHeaderBytes");
    requireAtLeast(maxHeaderBytes, maxRecordBytes, "maxRecordBytes");
    requireAtLeast(1, maxBodyBytes, "maxBodyBytes");
    requireAtLeast(0, maxEncodings, "maxEncodings");
    requireAtLeast(0, maxRawBytes, "maxRawBytes");
    requireAtLeast(1, maxGapBytes, "maxGapBytes");
    requireAtLeast(0, lookBackBytes, "lookBackBytes");
    if (maxRecordBytes > Integer.MAX_VALUE / 2) {
      throw new IllegalArgumentException("maxRecordBytes must be under 1 GiB: " + maxRecordBytes);
    }
  }

  /** These limits with another {@link #maxRecordBytes()}. */
  public WarcLimits withMaxRecordBytes(int bytes) {
    return new WarcLimits(
        maxHeaderBytes, bytes, maxBodyBytes, maxEncodings, maxRawBytes, maxGapBytes, lookBackBytes);
  }

  /** These limits with another {@link #maxBodyBytes()}. */
  public WarcLimits withMaxBodyBytes(int bytes) {
    return new WarcLimits(
        maxHeaderBytes,
        maxRecordBytes,
        bytes,
        maxEncodings,
        maxRawBytes,
        maxGapBytes,
        lookBackBytes);
  }

  /** These limits with another {@link #lookBackBytes}. */
  public WarcLimits withLookBackBytes(int bytes) {
    return new WarcLimits(
        maxHeaderBytes,
        maxRecordBytes,
        maxBodyBytes,
        maxEncodings,
        maxRawBytes,
        maxGapBytes,
        bytes);
  }

  private static void requireAtLeast(long least, long value, String name) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ": " + value);
    }
  }
}
