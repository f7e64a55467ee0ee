package io.millrace.transforms.url;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Queue;

/**
 * Finds any of many strings of lower-case ASCII letters and digits within a text in one pass (Aho
 * and Corasick, 1975).
 */
final class SubstringMatcher implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int LETTERS = 26;
  private static final int ALPHABET = LETTERS + 10;
  private static final int NONE = -1;

  private final List<int[]> next = new ArrayList<>();

  /** The pattern that ends in a state, itself or as the end of what led there; or null. */
  private final List<String> found = new ArrayList<>();

  /**
   * @param patterns not empty, of {@code a-z} and {@code 0-9}
   */
  SubstringMatcher(Collection<String> patterns) {
    addState();
    patterns.forEach(this::addPattern);
    linkFailures();
  }

  /**
   * The pattern whose occurrence ends first in a text, the longest of those that end there; null if
   * there is none.
   *
   * @param text of {@code a-z} and {@code 0-9}
   */
  String find(CharSequence text) {
    int state = 0;
    for (int i = 0; i < text.length(); i++) {
      state = next.get(state)[symbol(text.charAt(i))];
      if (found.get(state) != null) {
        return found.get(state);
      }
    }
    return null;
  }

  private int addState() {
    int[] transitions = new int[ALPHABET];
    Arrays.fill(transitions, NONE);
    next.add(transitions);
    found.add(null);
    return next.size() - 1;
  }

  private void addPattern(String pattern) {
    int state = 0;
    for (int i = 0; i < pattern.length(); i++) {
      int symbol = symbol(pattern.charAt(i));
      int target = next.get(state)[symbol];
      if (target == NONE) {
        target = addState();
        next.get(state)[symbol] = target;
      }
      state = target;
    }
    found.set(state, pattern);
  }

  /** Completes the transitions breadth first, so that a state's failure is complete before it. */
  private void linkFailures() {
    int[] failures = new int[next.size()];
    Queue<Integer> queue = new ArrayDeque<>();
    queue.add(0);
    while (!queue.isEmpty()) {
      int state = queue.remove();
      int[] fallback = next.get(failures[state]);
      for (int symbol = 0; symbol < ALPHABET; symbol++) {
        int target = next.get(state)[symbol];
        int alternative = state == 0 ? 0 : fallback[symbol];
        if (target == NONE) {
          next.get(state)[symbol] = alternative;
        } else {
          failures[target] = alternative;
          if (found.get(target) == null) {
            found.set(target, found.get(alternative));
          }
          queue.add(target);
        }
      }
    }
  }

  private static int symbol(char c) {
    return c <= '9' ? LETTERS + c - '0' : c - 'a';
  }
}
