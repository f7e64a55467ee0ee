package io.millrace.transforms.extract.block;

/** What an element's class, id, role or itemprop says about its content. */
enum Hint {
  /** Menus, breadcrumbs, pagers, skip links. */
  NAVIGATION,
  /** Page header, masthead, banner. */
  HEADER,
  /** Page footer, imprint, copyright. */
  FOOTER,
  /** Side columns and widgets. */
  SIDEBAR,
  /** Reader comments and replies. */
  COMMENT,
  /** Ratings, reviews, guest books. */
  RATING,
  /** Other articles: related, most read, recommended, teasers. */
  RELATED,
  /** Lists, rows and grids of teasers. */
  LISTING,
  /** Buttons to share, like, print, send. */
  SHARE,
  /** Notices that ask to accept cookies. */
  COOKIE,
  /** Advertisements, sponsored content. */
  ADVERTISEMENT,
  /** Author, date and other facts about the article. */
  BYLINE,
  /** About the author: biography, avatar. */
  AUTHOR_BOX,
  /** Keywords and categories. */
  TAGS,
  /** Captions and credits of figures, galleries. */
  CAPTION,
  /** Calls to subscribe, register, log in, buy, donate. */
  SUBSCRIBE,
  /** Overlays and pop-ups. */
  POPUP,
  /** Search boxes and other forms. */
  FORM,
  /** Not shown, or only to screen readers. */
  HIDDEN,
  /** Main text: article body, entry content. */
  CONTENT,
  /** The article's lead or abstract. */
  LEAD,
  /** The article's title. */
  TITLE;

  /** The hint's bit in a mask of hints. */
  int bit() {
    return 1 << ordinal();
  }

  /** Whether a mask of hints has this one. */
  boolean in(int mask) {
    return (mask & bit()) != 0;
  }
}
