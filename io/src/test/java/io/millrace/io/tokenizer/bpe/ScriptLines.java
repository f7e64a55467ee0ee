package io.millrace.io.tokenizer.bpe;

import com.ibm.icu.lang.UScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Lines of made-up words in every script of Unicode, with marks, digits, blanks and signs. */
final class ScriptLines {
  private static final String[] BETWEEN = {
    " ", " ", " ", "  ", ", ", ". ", "\t", "-", "'", " 12345 ", "\u00A0", "\u3000", "!?", "\n",
    " \r\n ", "\u2028", "😀"
  };

  private ScriptLines() {}

  /**
   * Makes lines.
   *
   * @param linesPerScript how many of each script
   * @return the lines by script; scripts with fewer than ten characters left out
   */
  static Map<String, List<String>> make(int linesPerScript, long seed) {
    Random random = new Random(seed);
    Map<String, List<String>> lines = new TreeMap<>();
    characters()
        .forEach(
            (script, characters) -> {
              if (characters.size() >= 10) {
                lines.put(
                    script,
                    IntStream.range(0, linesPerScript)
                        .mapToObj(i -> line(characters, random))
                        .toList());
              }
            });
    return lines;
  }

  /** The characters of each script that this platform knows. */
  private static SortedMap<String, List<Integer>> characters() {
    SortedMap<String, List<Integer>> characters = new TreeMap<>();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      int type = Character.getType(c);
      if (type != Character.UNASSIGNED
          && type != Character.SURROGATE
          && type != Character.PRIVATE_USE) {
        characters
            .computeIfAbsent(UScript.getShortName(UScript.getScript(c)), s -> new ArrayList<>())
            .add(c);
      }
    }
    return characters;
  }

  private static String line(List<Integer> characters, Random random) {
    StringBuilder line = new StringBuilder();
    int words = 1 + random.nextInt(12);
    for (int word = 0; word < words; word++) {
      int length = 1 + random.nextInt(8);
      for (int k = 0; k < length; k++) {
        // Few of the many, so that words share parts and merges apply.
        line.appendCodePoint(characters.get(random.nextInt(Math.min(40, characters.size()))));
      }
      line.append(BETWEEN[random.nextInt(BETWEEN.length)]);
    }
    return line.toString();
  }
}
