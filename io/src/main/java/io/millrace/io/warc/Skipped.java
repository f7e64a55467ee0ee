package io.millrace.io.warc;

/**
 * An intact record that is no capture.
 *
 * @param warcFile the file it was read from
 * @param warcOffset where in the file, as {@link WarcEntry#warcOffset} says
 * @param reason why it was passed over
 * @param detail what the record says of itself in this respect: its type, status or content type
 */
public record Skipped(String warcFile, long warcOffset, Reason reason, String detail)
    implements WarcEntry {

  /** Why an intact record is no capture. */
  public enum Reason {
    /** The file's or the crawler's own notes: warcinfo, request, metadata, continuation. */
    NOT_CONTENT,
    /** A revisit: the payload is an earlier record's. */
    REVISIT,
    /** A resource or a type of record the standard does not know. */
    OTHER_TYPE,
    /** A target that was not fetched over HTTP, such as a DNS answer. */
    NOT_HTTP,
    /** An HTTP status other than 200. */
    STATUS,
    /** Sent as something other than HTML, or sent without a type and not looking like HTML. */
    NOT_HTML,
    /** A conversion to something other than plain text. */
    NOT_TEXT
  }
}
