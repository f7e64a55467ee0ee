package io.millrace.transforms.redact;

import java.io.Serializable;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces e-mail addresses and public IP addresses, as FineWeb does (arXiv 2406.17557, section
 * 3.7), but always by the same placeholders, in time linear in the text. Private, loopback,
 * link-local, multicast and documentation addresses stay.
 *
 * <p>Four numbers with dots may be a version: they count as an address, as in FineWeb, unless a
 * letter, a digit or a fifth number adjoins ({@code v1.2.3.4}, {@code 1.2.3.4.5}, {@code 1.2.3.4b})
 * or a number has a leading zero.
 */
public final class PiiRedactor implements Serializable {
  /** Stands for an e-mail address; its domain is reserved (RFC 2606). */
  public static final String EMAIL = "email@example.com";

  /** Stands for an IPv4 address; reserved for documentation (RFC 5737). */
  public static final String IPV4 = "192.0.2.1";

  /** Stands for an IPv6 address; reserved for documentation (RFC 3849). */
  public static final String IPV6 = "2001:db8::1";

  private static final long serialVersionUID = 1L;

  private static final Pattern V4 =
      Pattern.compile(
          "(?<![0-9A-Za-z_]|[0-9]\\.)(?:[0-9]{1,3}\\.){3}[0-9]{1,3}(?![0-9A-Za-z_]|\\.[0-9])");

  /** Global unicast addresses, 2000::/3, and more that only looks like them. */
  private static final Pattern V6 =
      Pattern.compile(
          "(?<![0-9A-Za-z_]|[0-9A-Fa-f]:|::)"
              + "[23][0-9A-Fa-f]{3}(?::[0-9A-Fa-f]{0,4}){2,8}(?![0-9A-Za-z_:])");

  private static final int MAX_V4_DIGITS = 3;
  private static final int V6_DIGITS = 4;

  /** A text with placeholders. */
  public String redact(String text) {
    return redactAddresses(redactEmails(text));
  }

  private static String redactEmails(String text) {
    StringBuilder redacted = null;
    int copied = 0;
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      Optional<EmailAddress> email = EmailAddress.around(text, at, copied);
      if (email.isPresent()) {
        redacted = redacted == null ? new StringBuilder(text.length()) : redacted;
        redacted.append(text, copied, email.get().start()).append(EMAIL);
        copied = email.get().end();
      }
    }
    return redacted == null ? text : redacted.append(text, copied, text.length()).toString();
  }

  private static String redactAddresses(String text) {
    String withoutV4 =
        replace(V4, '.', MAX_V4_DIGITS, text, v4 -> IpAddress.isPublicV4(v4) ? IPV4 : v4);
    return replace(V6, ':', V6_DIGITS, withoutV4, PiiRedactor::redactV6);
  }

  /**
   * Replaces what matches a pattern. Signs are found much faster than patterns: the pattern is
   * tried only where a sign has digits before it.
   *
   * @param sign the first character of any match that is no hexadecimal digit
   * @param maxDigits how many digits stand before it at most
   */
  private static String replace(
      Pattern pattern, char sign, int maxDigits, String text, UnaryOperator<String> replacement) {
    Matcher matcher = pattern.matcher(text).useTransparentBounds(true);
    StringBuilder replaced = null;
    int copied = 0;
    for (int at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, Math.max(at + 1, copied))) {
      int start = at;
      while (start > copied && at - start < maxDigits && isHex(text.charAt(start - 1))) {
        start--;
      }
      if (start < at && matcher.region(start, text.length()).lookingAt()) {
        replaced = replaced == null ? new StringBuilder(text.length()) : replaced;
        replaced.append(text, copied, start).append(replacement.apply(matcher.group()));
        copied = matcher.end();
      }
    }
    return replaced == null ? text : replaced.append(text, copied, text.length()).toString();
  }

  private static boolean isHex(char c) {
    return c < 0x80 && Character.digit(c, 16) >= 0;
  }

  /** Redacts what may be an address, or an address and a colon behind it. */
  private static String redactV6(String text) {
    boolean endsInColon = text.endsWith(":") && !text.endsWith("::");
    String address = endsInColon ? text.substring(0, text.length() - 1) : text;
    return IpAddress.isPublicV6(address) ? IPV6 + text.substring(address.length()) : text;
  }
}
