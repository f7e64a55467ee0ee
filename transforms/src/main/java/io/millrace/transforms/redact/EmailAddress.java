package io.millrace.transforms.redact;

import java.util.Optional;

/**
 * Where an e-mail address begins and ends around an {@code @}: a dot-atom and a domain (RFC 5322,
 * section 3.4.1) whose top level has two characters or more and begins with a letter, so that
 * {@code package@1.2.3} is none. Letters are those of Latin, Greek, Cyrillic and Armenian (RFC
 * 6531); scripts written without blanks border on an address without being part of it.
 *
 * @param start of the first character
 * @param end behind the last character
 */
record EmailAddress(int start, int end) {
  private static final String ATOM_MARKS = "!#$%&'*+/=?^_`{|}~-";
  private static final int FIRST_OTHER_SCRIPT = 0x0590;

  /**
   * The address around an {@code @}.
   *
   * @param at where it stands
   * @param from no address begins before it
   */
  static Optional<EmailAddress> around(String text, int at, int from) {
    int start = localStart(text, at, from);
    int end = domainEnd(text, at + 1);
    return start < at && end > at + 1
        ? Optional.of(new EmailAddress(start, end))
        : Optional.empty();
  }

  private static int localStart(String text, int at, int from) {
    int start = at;
    while (start > from && isLocal(text, start - 1)) {
      start--;
    }
    // Quotation marks and other brackets before an address are atom marks too.
    while (start < at && !isAlphanumeric(text.charAt(start)) && text.charAt(start) != '_') {
      start++;
    }
    return start;
  }

  private static boolean isLocal(String text, int i) {
    char c = text.charAt(i);
    boolean isDotBetween = c == '.' && text.charAt(i + 1) != '.' && text.charAt(i + 1) != '@';
    return isDotBetween || isAlphanumeric(c) || ATOM_MARKS.indexOf(c) >= 0;
  }

  /** The end of the longest domain from {@code start}; {@code start} if there is none. */
  private static int domainEnd(String text, int start) {
    int end = start;
    int labels = 0;
    int next = start;
    while (next < text.length()) {
      int labelEnd = labelEnd(text, next);
      if (labelEnd == next) {
        break;
      }
      labels++;
      if (labels > 1 && labelEnd - next > 1 && Character.isLetter(text.charAt(next))) {
        end = labelEnd;
      }
      if (labelEnd == text.length() || text.charAt(labelEnd) != '.') {
        break;
      }
      next = labelEnd + 1;
    }
    return end;
  }

  /** Behind a label of letters, digits and inner hyphens. */
  private static int labelEnd(String text, int start) {
    int end = start;
    while (end < text.length()
        && (isAlphanumeric(text.charAt(end)) || (end > start && text.charAt(end) == '-'))) {
      end++;
    }
    while (end > start && text.charAt(end - 1) == '-') {
      end--;
    }
    return end;
  }

  private static boolean isAlphanumeric(char c) {
    return c < FIRST_OTHER_SCRIPT && Character.isLetterOrDigit(c);
  }
}
