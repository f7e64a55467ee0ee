package io.millrace.transforms.filter;

import java.io.Serializable;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A filter as a run asks for it. Its text, such as {@code shouting@1:maxCapitals=0.3}, is what
 * {@link #parse} reads.
 *
 * @param name of the filter
 * @param version of the filter
 * @param thresholds all that the filter has, by name
 */
public record FilterChoice(String name, String version, SortedMap<String, Double> thresholds)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._-]+");
  private static final Pattern CHOICE =
      Pattern.compile("(?<name>[^@:]+)(@(?<version>[^:]+))?(:(?<thresholds>.*))?");

  /** Copies the thresholds. */
  public FilterChoice {
    thresholds = new TreeMap<>(thresholds);
  }

  /**
   * Reads what {@code --filter} gives.
   *
   * @param text {@code NAME}, {@code NAME:THRESHOLD=NUMBER,...} or with {@code NAME@VERSION}, which
   *     accepts that version alone
   * @param filters those that there are
   * @throws IllegalArgumentException if there is no such filter or it has no such threshold; the
   *     message says which there are
   */
  public static FilterChoice parse(String text, FilterCatalog filters) {
    Matcher choice = CHOICE.matcher(text);
    if (!choice.matches()) {
      throw new IllegalArgumentException("expected NAME or NAME:THRESHOLD=NUMBER,...");
    }
    DocumentFilter filter = filters.find(choice.group("name"));
    checkNames(filter);
    String version = choice.group("version");
    if (version != null && !version.equals(filter.version())) {
      throw new IllegalArgumentException(
          "filter " + filter.name() + " is there in version " + filter.version() + " only");
    }
    SortedMap<String, Double> thresholds = new TreeMap<>(filter.thresholds());
    if (choice.group("thresholds") != null) {
      for (String setting : choice.group("thresholds").split(",", -1)) {
        set(thresholds, setting, filter.name());
      }
    }
    return new FilterChoice(filter.name(), filter.version(), thresholds);
  }

  private static void checkNames(DocumentFilter filter) {
    if (!NAME.matcher(filter.name()).matches() || !VERSION.matcher(filter.version()).matches()) {
      throw new IllegalArgumentException(
          filter.getClass().getName()
              + ": its name() must be lower-case letters, digits and _, its version() letters, digits, '.', '_' and '-'; they are '"
              + filter.name()
              + "' and '"
              + filter.version()
              + "'");
    }
  }

  private static void set(Map<String, Double> thresholds, String setting, String filter) {
    String[] nameAndNumber = setting.split("=", 2);
    if (!thresholds.containsKey(nameAndNumber[0])) {
      throw new IllegalArgumentException(
          "filter "
              + filter
              + " has no threshold '"
              + nameAndNumber[0]
              + "'; it has "
              + (thresholds.isEmpty() ? "none" : String.join(", ", thresholds.keySet())));
    }
    try {
      thresholds.put(nameAndNumber[0], Double.valueOf(nameAndNumber[1]));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "filter " + filter + ": '" + setting + "' gives no number; write THRESHOLD=NUMBER", e);
    }
  }

  @Override
  public String toString() {
    String numbers =
        thresholds.entrySet().stream()
            .map(threshold -> threshold.getKey() + "=" + threshold.getValue())
            .collect(Collectors.joining(","));
    return name + "@" + version + (numbers.isEmpty() ? "" : ":" + numbers);
  }
}
