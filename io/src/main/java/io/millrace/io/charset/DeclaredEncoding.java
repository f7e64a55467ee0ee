package io.millrace.io.charset;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The encodings that a header or a page names. */
final class DeclaredEncoding {

  /** Pages declare late more often than the 1,024 bytes of the HTML standard allow. */
  private static final int SCANNED_BYTES = 4096;

  private static final Pattern CHARSET =
      Pattern.compile("(?i)charset\\s*=\\s*[\"']?\\s*([^\\s\"';,>/]+)");
  private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?(?:-->|$)");
  private static final Pattern META = Pattern.compile("(?i)<meta[\\s/][^>]*");
  private static final Pattern XML =
      Pattern.compile("^\\s*<\\?xml[^>]*?encoding\\s*=\\s*[\"']\\s*([^\"'\\s]+)");

  private DeclaredEncoding() {}

  /** The charset parameter of an HTTP Content-Type, if the web knows it. */
  static Optional<Encoding> inHeader(String contentType) {
    Matcher matcher = CHARSET.matcher(contentType);
    return matcher.find() ? Encoding.forLabel(matcher.group(1)) : Optional.empty();
  }

  /**
   * What the page's meta elements or XML declaration say (HTML standard, section 13.2.3.2). Words
   * that could be read at all are not UTF-16, so a page that says so is UTF-8.
   */
  static Optional<Encoding> inPage(byte[] page) {
    int length = Math.min(page.length, SCANNED_BYTES);
    String head = new String(page, 0, length, StandardCharsets.ISO_8859_1);
    Matcher meta = META.matcher(COMMENT.matcher(head).replaceAll(" "));
    while (meta.find()) {
      Matcher charset = CHARSET.matcher(meta.group());
      if (charset.find()) {
        Optional<Encoding> encoding = Encoding.forLabel(charset.group(1));
        if (encoding.isPresent()) {
          return encoding.map(DeclaredEncoding::readable);
        }
      }
    }
    Matcher xml = XML.matcher(head);
    return xml.find()
        ? Encoding.forLabel(xml.group(1)).map(DeclaredEncoding::readable)
        : Optional.empty();
  }

  private static Encoding readable(Encoding encoding) {
    if (encoding.isUtf16()) {
      return Encoding.UTF_8;
    }
    return encoding.name().equals("x-user-defined") ? Encoding.WINDOWS_1252 : encoding;
  }
}
