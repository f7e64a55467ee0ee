package io.millrace.transforms.extract.block;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Locale;
import java.util.Queue;

/**
 * Reads {@link Hint}s off names and short texts: the patterns of {@code hints.txt} as an automaton
 * that takes one step a character (Aho, Corasick: Efficient String Matching, CACM 18(6), 1975).
 */
final class HintTable {
  private static final String RESOURCE = "hints.txt";

  /** Longer values are cut here: class lists and headings say what they say at the beginning. */
  private static final int MAX_VALUE_CHARS = 300;

  /** Patterns are written in characters below this one, in fewer than {@link #COLUMNS} of them. */
  private static final int ALPHABET = 0x180;

  private static final int COLUMNS = 64;
  private static final HintTable SHIPPED = load();

  /** Column of a character in {@link #next}; 0 for those in no pattern. */
  private final byte[] columns = new byte[ALPHABET];

  private int usedColumns = 1;

  /** Target state by state and column; while patterns are added, 0 for none. */
  private int[] next = new int[COLUMNS];

  /** Hints of the patterns that end in a state. */
  private int[] stateHints = new int[1];

  private int states = 1;

  private HintTable() {}

  /** The table of {@code hints.txt}. */
  static HintTable shipped() {
    return SHIPPED;
  }

  private static HintTable load() {
    HintTable table = new HintTable();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                HintTable.class.getResourceAsStream(RESOURCE), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.startsWith("#")) {
          table.addLine(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
    table.link();
    return table;
  }

  private void addLine(String line) {
    int colon = line.indexOf(':');
    Hint hint = Hint.valueOf(line.substring(0, colon).toUpperCase(Locale.ROOT));
    for (String pattern : line.substring(colon + 1).trim().split(" +")) {
      int state = 0;
      for (int i = 0; i < pattern.length(); i++) {
        state = addStep(state, pattern.charAt(i));
      }
      stateHints[state] |= hint.bit();
    }
  }

  private int addStep(int state, char c) {
    if (columns[c] == 0) {
      columns[c] = (byte) usedColumns++;
    }
    int step = state * COLUMNS + columns[c];
    if (next[step] == 0) {
      if (states == stateHints.length) {
        next = Arrays.copyOf(next, next.length * 2);
        stateHints = Arrays.copyOf(stateHints, states * 2);
      }
      next[step] = states++;
    }
    return next[step];
  }

  /** Completes the automaton: where a state has no step, that of its longest proper suffix. */
  private void link() {
    int[] suffix = new int[states];
    Queue<Integer> open = new ArrayDeque<>();
    open.add(0);
    while (!open.isEmpty()) {
      int state = open.remove();
      stateHints[state] |= stateHints[suffix[state]];
      for (int column = 1; column < usedColumns; column++) {
        int target = next[state * COLUMNS + column];
        int viaSuffix = state == 0 ? 0 : next[suffix[state] * COLUMNS + column];
        if (target == 0) {
          next[state * COLUMNS + column] = viaSuffix;
        } else {
          suffix[target] = viaSuffix;
          open.add(target);
        }
      }
    }
  }

  /**
   * The hints in a name or text.
   *
   * @param value an attribute's value or the beginning of a block's text
   * @return a mask of {@link Hint#bit()}s
   */
  int match(String value) {
    String name = normalize(value);
    int hints = 0;
    int state = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      state = c < ALPHABET ? next[state * COLUMNS + columns[c]] : 0;
      hints |= stateHints[state];
    }
    return hints;
  }

  /** {@code "relatedPosts box2"} becomes {@code "-related-posts-box-"}. */
  static String normalize(String value) {
    int length = Math.min(value.length(), MAX_VALUE_CHARS);
    StringBuilder name = new StringBuilder(length + 8).append('-');
    boolean afterLower = false;
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      boolean letter = Character.isLetter(c);
      boolean upper = Character.getType(c) == Character.UPPERCASE_LETTER;
      if (!letter || (upper && afterLower)) {
        separate(name);
      }
      if (letter) {
        name.append(Character.toLowerCase(c));
      }
      afterLower = letter && !upper;
    }
    separate(name);
    return name.toString();
  }

  private static void separate(StringBuilder name) {
    if (name.charAt(name.length() - 1) != '-') {
      name.append('-');
    }
  }
}
