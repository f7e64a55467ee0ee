package io.millrace.transforms.redact;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads IP addresses and knows which of them can belong to someone. */
final class IpAddress {
  private static final Pattern V4 =
      Pattern.compile(
          "(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})");
  private static final Pattern V6_GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
  private static final int V6_GROUPS = 8;

  /** IANA's IPv4 Special-Purpose Address Registry (RFC 6890): not globally reachable. */
  private static final List<Block> V4_SPECIAL =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              // Multicast (RFC 5771) and the reserved rest (RFC 1112) belong to no one either.
              "224.0.0.0/3")
          .map(Block::parse)
          .toList();

  private IpAddress() {}

  /** Whether a text is an IPv4 address, without leading zeros, that is globally reachable. */
  static boolean isPublicV4(CharSequence text) {
    Matcher parts = V4.matcher(text);
    if (!parts.matches()) {
      return false;
    }
    long address = 0;
    for (int i = 1; i <= parts.groupCount(); i++) {
      int part = Integer.parseInt(parts.group(i));
      if (part > 255) {
        return false;
      }
      address = address << 8 | part;
    }
    long value = address;
    return V4_SPECIAL.stream().noneMatch(block -> block.contains(value));
  }

  /**
   * Whether a text is an IPv6 address (RFC 4291, section 2.2) of the global unicast range,
   * 2000::/3, and not one for documentation (RFC 3849, RFC 9637).
   */
  static boolean isPublicV6(String text) {
    if (!isV6(text)) {
      return false;
    }
    int first = group(text, 0);
    int second = group(text, 1);
    boolean isGlobalUnicast = first >= 0x2000 && first < 0x4000;
    boolean isDocumentation =
        (first == 0x2001 && second == 0xDB8) || (first == 0x3FFF && second < 0x1000);
    return isGlobalUnicast && !isDocumentation;
  }

  private static boolean isV6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text) == V6_GROUPS;
    }
    int before = groups(text.substring(0, gap));
    int after = groups(text.substring(gap + 2));
    return before >= 0 && after >= 0 && before + after < V6_GROUPS;
  }

  /** How many groups a text without a gap has; a very negative number where it has others. */
  private static int groups(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    String[] groups = text.split(":", -1);
    for (String group : groups) {
      if (!V6_GROUP.matcher(group).matches()) {
        return Integer.MIN_VALUE / 2;
      }
    }
    return groups.length;
  }

  /** One of the first groups' value; 0 where the gap begins before it. */
  private static int group(String text, int index) {
    String[] groups = text.split(":", -1);
    for (int i = 0; i < index; i++) {
      if (groups[i].isEmpty()) {
        return 0;
      }
    }
    return groups[index].isEmpty() ? 0 : Integer.parseInt(groups[index], 16);
  }

  /**
   * Addresses that share their first bits.
   *
   * @param prefix those bits
   * @param shift how many bits follow
   */
  private record Block(long prefix, int shift) {
    static Block parse(String cidr) {
      String[] parts = cidr.split("[./]", -1);
      long address = 0;
      for (int i = 0; i < 4; i++) {
        address = address << 8 | Integer.parseInt(parts[i]);
      }
      int shift = Integer.SIZE - Integer.parseInt(parts[4]);
      return new Block(address >> shift, shift);
    }

    boolean contains(long address) {
      return address >> shift == prefix;
    }
  }
}
