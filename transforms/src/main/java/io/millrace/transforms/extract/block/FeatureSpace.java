package io.millrace.transforms.extract.block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Names and numbers of binary features. */
final class FeatureSpace {
  private final List<String> names = new ArrayList<>();

  /** A number cut into bins, one feature each: the first below the first edge. */
  record Bins(int first, double[] edges) {
    int of(double value) {
      int bin = 0;
      while (bin < edges.length && value >= edges[bin]) {
        bin++;
      }
      return first + bin;
    }
  }

  /** A feature for every constant of an enum; a mask turns several on. */
  record PerBit(int first) {
    void addAll(int mask, ActiveFeatures active) {
      for (int rest = mask; rest != 0; rest &= rest - 1) {
        active.add(first + Integer.numberOfTrailingZeros(rest));
      }
    }
  }

  /** One feature for each of some words, and one for all others. */
  record Words(Map<String, Integer> numbers, int other) {
    int of(String word) {
      return numbers.getOrDefault(word, other);
    }
  }

  /** The features on for one block. */
  static final class ActiveFeatures {
    private final int[] numbers = new int[256];
    private int count;

    void clear() {
      count = 0;
    }

    void add(int number) {
      numbers[count++] = number;
    }

    void addIf(boolean condition, int number) {
      if (condition) {
        add(number);
      }
    }

    /** The sum of the active features' weights. */
    double sum(double[] weights) {
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum += weights[numbers[i]];
      }
      return sum;
    }

    int[] toArray() {
      return Arrays.copyOf(numbers, count);
    }
  }

  int flag(String name) {
    names.add(name);
    return names.size() - 1;
  }

  /** Features {@code name<edge} in order, then {@code name>=last edge}. */
  Bins bins(String name, double... edges) {
    int first = names.size();
    for (double edge : edges) {
      names.add(name + "<" + number(edge));
    }
    names.add(name + ">=" + number(edges[edges.length - 1]));
    return new Bins(first, edges);
  }

  private static String number(double edge) {
    return edge == Math.rint(edge)
        ? Integer.toString((int) edge)
        : String.format(Locale.ROOT, "%s", edge);
  }

  PerBit perBit(String name, Enum<?>[] constants) {
    int first = names.size();
    for (Enum<?> constant : constants) {
      names.add(name + ":" + constant.name().toLowerCase(Locale.ROOT));
    }
    return new PerBit(first);
  }

  Words words(String name, String... words) {
    Map<String, Integer> numbers = new TreeMap<>();
    for (String word : words) {
      numbers.put(word, flag(name + ":" + word));
    }
    return new Words(numbers, flag(name + ":other"));
  }

  List<String> names() {
    return names;
  }

  int size() {
    return names.size();
  }
}
