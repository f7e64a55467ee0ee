package io.millrace.ui.command;

import java.lang.reflect.AnnotatedElement;
import java.math.BigDecimal;
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
   * @throws UsageException if a numeric option's value lies outside its range
   */
  static void check(CommandSpec spec) {
    for (OptionSpec option : spec.options()) {
      Optional<Range> range = of(option);
      if (range.isPresent() && option.getValue() instanceof Number number) {
        double value = number.doubleValue();
        if (!(value >= range.get().min() && value <= range.get().max())) {
          throw new UsageException(
              option.longestName() + "=" + number + " is out of range; give " + print(range.get()));
        }
      }
    }
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
