package io.millrace.transforms.url;

import com.ibm.icu.text.IDNA;
import java.util.Locale;

/**
 * What lists are compared with: a URL without scheme, user info and fragment, the host in lower
 * case and ASCII (UTS #46). Never fails: what does not look like a URL has an odd host, which is on
 * no list.
 *
 * @param host without port and final dot; empty where there is none
 * @param address host, port, path and query
 */
public record UrlParts(String host, String address) {
  private static final String SCHEME_END = "://";
  private static final IDNA TO_ASCII = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII);

  /** Takes a URL apart. */
  public static UrlParts of(String url) {
    String rest = withoutScheme(url.strip());
    int authorityEnd = indexOfAny(rest, "/\\?#", 0);
    String authority = rest.substring(0, authorityEnd);
    String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
    int portStart = portStart(hostAndPort);
    String host = canonicalHost(hostAndPort.substring(0, portStart));
    String port = canonicalPort(hostAndPort.substring(portStart));
    String path = rest.substring(authorityEnd, indexOfAny(rest, "#", authorityEnd));
    return new UrlParts(host, host + port + (path.equals("/") ? "" : path));
  }

  private static String withoutScheme(String url) {
    int end = url.indexOf(SCHEME_END);
    boolean hasScheme = end >= 0 && end < indexOfAny(url, "/?#", 0);
    int start = hasScheme ? end + SCHEME_END.length() : url.startsWith("//") ? 2 : 0;
    return url.substring(start);
  }

  private static int portStart(String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    boolean hasPort = colon > hostAndPort.lastIndexOf(']');
    return hasPort ? colon : hostAndPort.length();
  }

  /** The default ports of HTTP are no part of an address. */
  private static String canonicalPort(String port) {
    return switch (port) {
      case ":", ":80", ":443" -> "";
      default -> port;
    };
  }

  /** A host in lower case and ASCII. */
  static String canonicalHost(String host) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (name.chars().allMatch(c -> c < 0x80)) {
      return name.toLowerCase(Locale.ROOT);
    }
    IDNA.Info info = new IDNA.Info();
    String ascii = TO_ASCII.nameToASCII(name, new StringBuilder(), info).toString();
    return info.hasErrors() ? name.toLowerCase(Locale.ROOT) : ascii;
  }

  private static int indexOfAny(String text, String characters, int from) {
    int i = from;
    while (i < text.length() && characters.indexOf(text.charAt(i)) < 0) {
      i++;
    }
    return i;
  }
}
