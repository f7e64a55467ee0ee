package io.millrace.transforms.words;

import static io.millrace.transforms.words.CharacterClass.BLANK;
import static io.millrace.transforms.words.CharacterClass.CJK;
import static io.millrace.transforms.words.CharacterClass.COMPLEX;
import static io.millrace.transforms.words.CharacterClass.CONNECTOR;
import static io.millrace.transforms.words.CharacterClass.EXTEND;
import static io.millrace.transforms.words.CharacterClass.ZERO_WIDTH_JOINER;

/**
 * Cuts text of any language into words, numbers and marks: dictionaries for Thai, Lao, Khmer,
 * Burmese, Chinese and Japanese, Unicode's rules elsewhere. The result is ICU's root word break
 * iterator's without blanks, a repeated mark taken as one; what takes most of the time there is
 * done here, in time linear in the length of the text.
 *
 * <p>The language need not be known: the script of each character decides. Not safe for more than
 * one thread; making one is cheap.
 *
 * @see <a href="https://unicode.org/reports/tr29/#Word_Boundaries">UAX #29, word boundaries</a>
 */
public final class WordSegmenter {
  private final CjkSegmenter cjkSegmenter = new CjkSegmenter();
  private final IcuSegmenter icuSegmenter = new IcuSegmenter();

  /** Cuts a text, line ends included, of any length. */
  public Tokens segment(String text) {
    Tokens tokens = new Tokens(text);
    int index = 0;
    while (index < text.length()) {
      if (CharacterClass.of(text.charAt(index)) == BLANK) {
        index++;
        continue;
      }
      int end = index;
      int classes = 0;
      while (end < text.length() && CharacterClass.of(text.charAt(end)) != BLANK) {
        classes |= 1 << CharacterClass.of(text.charAt(end));
        end++;
      }
      segmentChunk(text, index, end, classes, tokens);
      index = end;
    }
    return tokens;
  }

  /**
   * @param classes a bit for every {@link CharacterClass} in the chunk
   */
  private void segmentChunk(String text, int start, int end, int classes, Tokens tokens) {
    boolean hasCjk = (classes & 1 << CJK) != 0;
    if ((classes & 1 << COMPLEX) != 0 || (hasCjk && mixesCjk(text, start, end))) {
      icuSegmenter.segment(text, start, end, tokens);
    } else if (hasCjk) {
      segmentByScript(text, start, end, tokens);
    } else {
      segmentByRules(text, start, end, tokens);
    }
  }

  /** Whether a word may reach beyond Han and kana: marks follow them or a connector is next. */
  private static boolean mixesCjk(String text, int start, int end) {
    byte last = BLANK;
    for (int i = start; i < end; i++) {
      byte current = CharacterClass.of(text.charAt(i));
      boolean isExtension = current == EXTEND || current == ZERO_WIDTH_JOINER;
      if ((last == CJK && (isExtension || current == CONNECTOR))
          || (last == CONNECTOR && current == CJK)) {
        return true;
      }
      last = isExtension ? last : current;
    }
    return false;
  }

  private void segmentByScript(String text, int start, int end, Tokens tokens) {
    int index = start;
    while (index < end) {
      boolean isCjk = CharacterClass.of(text.charAt(index)) == CJK;
      int runEnd = index + 1;
      while (runEnd < end && (CharacterClass.of(text.charAt(runEnd)) == CJK) == isCjk) {
        runEnd++;
      }
      if (isCjk) {
        cjkSegmenter.segment(text, index, runEnd, tokens);
      } else {
        segmentByRules(text, index, runEnd, tokens);
      }
      index = runEnd;
    }
  }

  private static void segmentByRules(String text, int start, int end, Tokens tokens) {
    RuleSegmenter rules = new RuleSegmenter(text, end);
    int index = start;
    while (index < end) {
      int next = rules.endOfToken(index);
      tokens.add(index, next);
      index = next;
    }
  }
}
