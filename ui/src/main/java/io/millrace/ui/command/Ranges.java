package io.millrace.ui.command;

import java.lang.reflect.AnnotatedElement;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Reads and checks {@link Range} on options. */
final class Ranges {
  private Ranges() {}

  static Optional<Range> of(OptionSpec option) {
    return option.userObject() instanceof AnnotatedElement element
        ? Optional.ofNullable(element.getAnnotation(Range.class))
        : Optional.empty();
  }

  /** Such as {@code 1 to 64}, {@code at least 1}. */
  static String print(Range range) {
    if (range.max() == Double.POSITIVE_INFINITY) {
      return "at least " + plain(range.min());
    }
    return range.min() == Double.NEGATIVE_INFINITY
        ? "at most " + plain(range.max())
        : plain(range.min()) + " to " + plain(range.max());
  }

  /**
   * @param spec a command whose options are parsed
   * @param config what says where a value comes from
   * @throws UsageException if a numeric option's value, or one of its values, lies outside its
   *     range
   */
  static void check(CommandSpec spec, ConfigFile config) {
    for (OptionSpec option : spec.options()) {
      Optional<Range> range = of(option);
      if (range.isPresent()) {
        Object value = option.getValue();
        Collection<?> values = value instanceof Collection<?> many ? many : List.of();
        check(option, range.get(), value, config);
        values.forEach(each -> check(option, range.get(), each, config));
      }
    }
  }

  private static void check(OptionSpec option, Range range, Object value, ConfigFile config) {
    if (value instanceof Number number && !contains(range, number.doubleValue())) {
      String name = option.longestName();
      throw new UsageException(
          name + "=" + number + config.origin(name) + " is out of range; give " + print(range));
    }
  }

  private static boolean contains(Range range, double value) {
    return value >= range.min() && value <= range.max();
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
