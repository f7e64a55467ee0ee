package io.millrace.transforms.extract.block;

/** Elements whose meaning their descendants inherit. */
enum Structure {
  ARTICLE,
  MAIN,
  SECTION,
  ASIDE,
  NAV,
  HEADER,
  FOOTER,
  LIST,
  DEFINITIONS,
  TABLE,
  FORM,
  FIGURE,
  QUOTE,
  /** One of at least three siblings with the same tag and classes, such as teasers. */
  SERIES;

  int bit() {
    return 1 << ordinal();
  }

  boolean in(int mask) {
    return (mask & bit()) != 0;
  }

  /** The bit of a tag; 0 if it has none. */
  static int bit(String tag) {
    return switch (tag) {
      case "article" -> ARTICLE.bit();
      case "main" -> MAIN.bit();
      case "section" -> SECTION.bit();
      case "aside" -> ASIDE.bit();
      case "nav" -> NAV.bit();
      case "header" -> HEADER.bit();
      case "footer" -> FOOTER.bit();
      case "ul", "ol" -> LIST.bit();
      case "dl" -> DEFINITIONS.bit();
      case "table" -> TABLE.bit();
      case "form" -> FORM.bit();
      case "figure" -> FIGURE.bit();
      case "blockquote" -> QUOTE.bit();
      default -> 0;
    };
  }
}
