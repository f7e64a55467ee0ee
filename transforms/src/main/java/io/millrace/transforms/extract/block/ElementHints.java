package io.millrace.transforms.extract.block;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;

/** Hints in an element's attributes; values met before on the page are not read again. */
final class ElementHints {
  /** What WordPress puts on every post: the names of its tags, categories, formats. */
  private static final List<String> POST_FACTS =
      List.of("tag-", "category-", "post-", "post_format", "format-", "has-", "type-", "status-");

  private final Map<String, Integer> known = new HashMap<>();

  /** A mask of {@link Hint#bit()}s. */
  int of(Element element) {
    if (element.attributesSize() == 0) {
      return 0;
    }
    int hints =
        match(element.id())
            | match(withoutPostFacts(element.className()))
            | match(element.attr("role"))
            | match(element.attr("itemprop"));
    return isHidden(element) ? hints | Hint.HIDDEN.bit() : hints;
  }

  private int match(String value) {
    return value.isEmpty() ? 0 : known.computeIfAbsent(value, HintTable.shipped()::match);
  }

  private static boolean isHidden(Element element) {
    return element.hasAttr("hidden")
        || element.attr("aria-hidden").equals("true")
        || element.attr("style").replace(" ", "").contains("display:none");
  }

  private static String withoutPostFacts(String classes) {
    if (!classes.contains("hentry") && !classes.contains("type-post")) {
      return classes;
    }
    StringBuilder kept = new StringBuilder();
    for (String word : classes.split(" ")) {
      if (POST_FACTS.stream().noneMatch(word::startsWith)) {
        kept.append(word).append(' ');
      }
    }
    return kept.toString();
  }
}
