package io.millrace.io.warc;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/**
 * The dates of WARC 1.0 and 1.1 (ISO 28500:2017, section 5.4): the W3C profile of ISO 8601, from a
 * year alone to fractions of a second.
 */
final class WarcDate {

  private static final Pattern YEAR = Pattern.compile("\\d{4}");
  private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{2}");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private WarcDate() {}

  /** The instant {@code date} names, or the first one of the year, month or day it names. */
  static Instant toInstant(String date) throws CorruptInputException {
    String stripped = date.strip();
    if (stripped.isEmpty()) {
      throw new CorruptInputException("no WARC-Date");
    }
    try {
      if (YEAR.matcher(stripped).matches()) {
        return startOf(Year.parse(stripped).atDay(1));
      }
      if (MONTH.matcher(stripped).matches()) {
        return startOf(YearMonth.parse(stripped).atDay(1));
      }
      if (DAY.matcher(stripped).matches()) {
        return startOf(LocalDate.parse(stripped));
      }
      return OffsetDateTime.parse(stripped).toInstant();
    } catch (DateTimeException e) {
      throw new CorruptInputException("invalid WARC-Date '" + stripped + "'", e);
    }
  }

  private static Instant startOf(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
