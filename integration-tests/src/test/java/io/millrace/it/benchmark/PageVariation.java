package io.millrace.it.benchmark;

import com.dynatrace.hash4j.hashing.Hashing;
import io.millrace.transforms.words.TokenKind;
import io.millrace.transforms.words.Tokens;
import io.millrace.transforms.words.WordSegmenter;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes another page of a page: every fourth word of its text becomes a pseudo-word, the beginning
 * of one of the page's words with the end of another of the same script. So the page keeps its
 * markup, its letters and most of what tells its language, but has no shingle of four words in
 * common with the original nor with another variation.
 */
final class PageVariation {
  private static final int EVERY = 4;

  /** What is not text: comments, raw elements, tags, character references. */
  private static final Pattern MARKUP =
      Pattern.compile(
          "(?is)<!--.*?(?:-->|\\z)|<(script|style|textarea)\\b.*?(?:</\\1\\s*>|\\z)"
              + "|<[a-z/!?][^>]*>?|&#?[a-z0-9]+;?");

  private final WordSegmenter segmenter = new WordSegmenter();
  private final Map<UnicodeScript, List<String>> vocabulary = new EnumMap<>(UnicodeScript.class);
  private final Random random;
  private int words;

  private PageVariation(Random random) {
    this.random = random;
  }

  /**
   * @param html a page
   * @param seed another one gives other words; equal pages with equal seeds stay equal
   */
  static String of(String html, long seed) {
    long pageSeed = Hashing.xxh3_64().hashStream().putLong(seed).putString(html).getAsLong();
    PageVariation variation = new PageVariation(new Random(pageSeed));
    List<Tokens> texts = new ArrayList<>();
    Matcher markup = MARKUP.matcher(html);
    StringBuilder out = new StringBuilder(html.length());
    List<String> between = new ArrayList<>();
    int from = 0;
    while (markup.find()) {
      texts.add(variation.segmenter.segment(html.substring(from, markup.start())));
      between.add(markup.group());
      from = markup.end();
    }
    texts.add(variation.segmenter.segment(html.substring(from)));
    between.add("");
    texts.forEach(variation::learn);
    for (int i = 0; i < texts.size(); i++) {
      variation.vary(texts.get(i), out);
      out.append(between.get(i));
    }
    return out.toString();
  }

  private void learn(Tokens text) {
    for (int i = 0; i < text.size(); i++) {
      if (text.kind(i) == TokenKind.WORD) {
        wordsLike(text.string(i)).add(text.string(i));
      }
    }
  }

  private List<String> wordsLike(String word) {
    return vocabulary.computeIfAbsent(
        UnicodeScript.of(word.codePointAt(0)), unseen -> new ArrayList<>());
  }

  private void vary(Tokens text, StringBuilder out) {
    int from = 0;
    for (int i = 0; i < text.size(); i++) {
      if (text.kind(i) == TokenKind.WORD && words++ % EVERY == 0) {
        out.append(text.text(), from, text.start(i)).append(pseudoWord(text.string(i)));
        from = text.end(i);
      }
    }
    out.append(text.text(), from, text.text().length());
  }

  private String pseudoWord(String word) {
    List<String> like = wordsLike(word);
    String first = like.get(random.nextInt(like.size()));
    String second = like.get(random.nextInt(like.size()));
    return first.substring(0, middle(first)) + second.substring(middle(second));
  }

  private static int middle(String word) {
    return word.offsetByCodePoints(0, (word.codePointCount(0, word.length()) + 1) / 2);
  }
}
