package io.millrace.transforms.extract;

import io.millrace.transforms.extract.ExtractionOptions.Scope;
import io.millrace.transforms.extract.block.ContentSelector;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;

/**
 * Extracts a page's main content as text: without navigation, cookie notices, comment threads,
 * sidebars and footers; or, where asked to, all that it shows.
 *
 * <p>The page is parsed once and cut into blocks; each block is judged by its text, its markup and
 * its surroundings, then again in the light of its neighbours (see {@link ContentSelector}). All
 * passes take time linear in the page's length. Immutable and safe for use by several threads.
 */
public final class TextExtractor {
  /** A page that shows less of the article body it declares loads the body by script. */
  private static final double LEAST_SHOWN_SHARE = 0.5;

  private final ExtractionOptions options;
  private final ContentSelector selector;

  /**
   * @param options how to choose content
   */
  public TextExtractor(ExtractionOptions options) {
    this.options = options;
    this.selector = new ContentSelector(options.minContentProbability());
  }

  /**
   * Extracts a page's text, title and date.
   *
   * @param html the decoded page, however malformed
   * @param url its address; may be empty
   * @return what was found
   * @throws UnparsablePageException if the HTML parser fails, as it does on rare, badly nested
   *     pages
   */
  public Extraction extract(String html, String url) {
    Document document = parse(html, url);
    PageMetadata metadata = PageMetadata.of(document);
    if (options.scope() == Scope.WHOLE_PAGE) {
      String all = String.join("\n", ContentSelector.all(document));
      return new Extraction(all, metadata.title(), metadata.published());
    }
    String text = String.join("\n", selector.select(document));
    String articleBody = metadata.articleBody();
    boolean loadedByScript = text.length() < articleBody.length() * LEAST_SHOWN_SHARE;
    return new Extraction(
        loadedByScript ? articleBody : text, metadata.title(), metadata.published());
  }

  private Document parse(String html, String url) {
    Parser parser = Parser.htmlParser().setMaxDepth(options.maxNesting());
    try {
      return parser.parseInput(html, url);
    } catch (IndexOutOfBoundsException e) {
      throw new UnparsablePageException(e);
    }
  }
}
