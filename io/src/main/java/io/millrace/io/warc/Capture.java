package io.millrace.io.warc;

import io.millrace.io.document.DocumentId;
import java.util.List;

/**
 * A page or text worth curating: an HTML response with status 200, or a text conversion (WET).
 *
 * @param kind what the payload is
 * @param id the identity of URL and payload
 * @param url the target address, without angle brackets; scheme http or https, with a host
 * @param date when it was captured, as an ISO 8601 instant in UTC ({@code 2026-11-22T11:34:36Z})
 * @param contentType the media type as the server sent it, parameters included; {@code text/html}
 *     where none was sent and the payload looks like HTML
 * @param robotsTags the values of all {@code X-Robots-Tag} headers, in order
 * @param payload the body with every transfer and content encoding undone
 * @param warcFile the file it was read from
 * @param warcOffset where in the file, as {@link WarcEntry#warcOffset} says
 */
public record Capture(
    Kind kind,
    DocumentId id,
    String url,
    String date,
    String contentType,
    List<String> robotsTags,
    RawBytes payload,
    String warcFile,
    long warcOffset)
    implements WarcEntry {

  /** What the payload of a capture is. */
  public enum Kind {
    /** An HTML page as its server sent it. */
    HTML,
    /** Text in UTF-8 that somebody else extracted. */
    TEXT
  }

  /** Makes the lists immutable. */
  public Capture {
    robotsTags = List.copyOf(robotsTags);
  }
}
