package io.millrace.io.charset;

/**
 * The text of a page and how its encoding was found.
 *
 * @param text the text; what could not be decoded is U+FFFD
 * @param encoding the WHATWG name of the encoding, in lower case
 * @param evidence what spoke for the encoding
 */
public record DecodedText(String text, String encoding, Evidence evidence) {

  /** What speaks for an encoding. */
  public enum Evidence {
    /** A byte order mark. */
    BYTE_ORDER_MARK,
    /** The charset parameter of the HTTP Content-Type. */
    HEADER,
    /** A meta element or XML declaration in the page. */
    META,
    /** The bytes are UTF-8 and could hardly be so by chance. */
    UTF_8,
    /** Statistics of the bytes. */
    DETECTED,
    /** Nothing: windows-1252 is what browsers assume. */
    FALLBACK
  }
}
