package io.millrace.io.http;

import java.util.List;
import java.util.Locale;

/** What media types say, and what a payload looks like without one. */
public final class MediaTypes {

  /** The media type of HTML. */
  public static final String HTML = "text/html";

  /** The media type of plain text. */
  public static final String PLAIN_TEXT = "text/plain";

  private static final String XHTML = "application/xhtml+xml";
  private static final int SNIFFED_BYTES = 512;

  /** WHATWG MIME Sniffing, section 7.1 (the HTML rows), and the XML declaration of XHTML. */
  private static final List<String> HTML_STARTS =
      List.of(
          "<!doctype html",
          "<html",
          "<head",
          "<script",
          "<iframe",
          "<h1",
          "<div",
          "<font",
          "<table",
          "<a",
          "<style",
          "<title",
          "<b",
          "<body",
          "<br",
          "<p",
          "<!--",
          "<?xml");

  private MediaTypes() {}

  /** The type and subtype in lower case, without parameters. */
  public static String base(String contentType) {
    int end = contentType.indexOf(';');
    return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /** Whether {@code contentType} is HTML or XHTML. */
  public static boolean isHtml(String contentType) {
    String base = base(contentType);
    return base.equals(HTML) || base.equals(XHTML);
  }

  /** Whether the first tag is one that pages begin with; in UTF-16, too. */
  public static boolean looksLikeHtml(byte[] payload) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(payload.length, SNIFFED_BYTES); i++) {
      int b = payload[i] & 0xff;
      boolean isMarkOrPadding = b == 0 || (i < 3 && b >= 0x80);
      if (!isMarkOrPadding) {
        text.append((char) b);
      }
    }
    String start = text.toString().stripLeading().toLowerCase(Locale.ROOT);
    return HTML_STARTS.stream().anyMatch(tag -> startsWithTag(start, tag));
  }

  private static boolean startsWithTag(String text, String tag) {
    if (!text.startsWith(tag) || text.length() == tag.length()) {
      return false;
    }
    char next = text.charAt(tag.length());
    return next == ' '
        || next == '>'
        || next == '\n'
        || next == '\r'
        || next == '\t'
        || tag.equals("<!--");
  }
}
