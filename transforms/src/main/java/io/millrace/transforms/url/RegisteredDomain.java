package io.millrace.transforms.url;

import crawlercommons.domains.EffectiveTldFinder;

/**
 * The part of a host that someone registered, by the Public Suffix List's ICANN section: hosting
 * services such as {@code blogspot.com} count as one domain, as in FineWeb.
 */
final class RegisteredDomain {
  private RegisteredDomain() {}

  /**
   * @param host in lower case and ASCII
   * @return {@code example.co.uk} for {@code www.example.co.uk}; the last two labels where the top
   *     level is on no list; {@code host} itself where it is an address, a suffix or one label
   */
  static String of(String host) {
    String assigned = EffectiveTldFinder.getAssignedDomain(host, true, true);
    if (assigned != null) {
      return assigned;
    }
    boolean isSuffix = EffectiveTldFinder.getEffectiveTLD(host, true) != null;
    return isSuffix || isAddress(host) ? host : lastTwoLabels(host);
  }

  /** No top level ends in a digit (RFC 3696, section 2); an IPv6 address ends in a bracket. */
  private static boolean isAddress(String host) {
    char last = host.isEmpty() ? ']' : host.charAt(host.length() - 1);
    return last == ']' || (last >= '0' && last <= '9');
  }

  private static String lastTwoLabels(String host) {
    int lastDot = host.lastIndexOf('.');
    return host.substring(host.lastIndexOf('.', lastDot - 1) + 1);
  }
}
