package io.millrace.ui.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Figures as people read them; the same in every locale. */
public final class Figures {
  /** What stands where a run file has no figure. */
  public static final String NONE = "–";

  private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

  private Figures() {}

  /** Such as {@code 1,234,567}. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A whole number of a run file, or {@link #NONE}. */
  public static String count(JsonNode value) {
    return value.isNumber() ? count(Math.round(value.asDouble())) : NONE;
  }

  /** A number with so many decimals, or {@link #NONE}. */
  public static String decimal(JsonNode value, int decimals) {
    return value.isNumber() ? decimal(value.asDouble(), decimals) : NONE;
  }

  /** Such as {@code 1,234.50} of two decimals. */
  public static String decimal(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /** A number of unforeseen size with four significant digits, such as {@code 0.0003000}. */
  public static String significant(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    boolean plain = value == 0 || (Math.abs(value) >= 1e-4 && Math.abs(value) < 1e9);
    if (!plain) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    int digits = value == 0 ? 0 : (int) Math.floor(Math.log10(Math.abs(value)));
    return decimal(value, Math.max(0, 3 - digits));
  }

  /** A part of a whole, such as {@code 12.5%}; {@link #NONE} of nothing. */
  public static String percent(double part, double whole) {
    return whole > 0 ? decimal(100 * part / whole, 1) + "%" : NONE;
  }

  /** As {@link #percent(double, double)}, of counts. */
  public static String percent(long part, long whole) {
    return percent((double) part, (double) whole);
  }

  /** In powers of a thousand, such as {@code 4.73 MB}. */
  public static String bytes(long bytes) {
    double value = bytes;
    int unit = 0;
    while (Math.abs(value) >= 999.5 && unit < BYTE_UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    int decimals = unit == 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return decimal(value, decimals) + " " + BYTE_UNITS[unit];
  }

  /** Such as {@code 850 ms}, {@code 12.3 s}, {@code 4 min 28 s}, {@code 3 h 5 min}. */
  public static String duration(JsonNode seconds) {
    if (!seconds.isNumber()) {
      return NONE;
    }
    double value = seconds.asDouble();
    if (value < 0.9995) {
      return decimal(1000 * value, 0) + " ms";
    }
    if (value < 59.95) {
      return decimal(value, 1) + " s";
    }
    long whole = Math.round(value);
    return whole < 3600
        ? whole / 60 + " min " + whole % 60 + " s"
        : count(whole / 3600) + " h " + whole % 3600 / 60 + " min";
  }
}
