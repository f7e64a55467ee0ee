package io.millrace.io.warc;

/** What a {@link WarcReader} finds, one for each record or damaged stretch of a file. */
public sealed interface WarcEntry permits Capture, Skipped, Damaged {

  /** The name of the file as it was given to the reader. */
  String warcFile();

  /**
   * Where in the file, in bytes, the entry starts: its gzip member, or the record itself where the
   * file is not compressed. Records of one member share its offset.
   */
  long warcOffset();
}
