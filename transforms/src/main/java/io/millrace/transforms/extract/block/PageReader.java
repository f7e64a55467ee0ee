package io.millrace.transforms.extract.block;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/** Cuts a document into blocks and containers in one pass over its nodes. */
final class PageReader implements NodeFilter {
  private static final Set<String> WITHOUT_TEXT =
      Set.of(
          "script",
          "style",
          "noscript",
          "template",
          "iframe",
          "svg",
          "canvas",
          "object",
          "embed",
          "applet",
          "audio",
          "video",
          "map",
          "head",
          "title",
          "meta",
          "link",
          "button",
          "select",
          "option",
          "textarea",
          "input",
          "datalist",
          "dialog",
          "noframes",
          "progress",
          "meter",
          "img",
          "picture",
          "source",
          "base",
          "rp");

  private static final Set<String> INLINE =
      Set.of(
          "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
          "em", "font", "i", "ins", "kbd", "label", "mark", "math", "nobr", "output", "q", "rt",
          "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
          "var", "wbr");

  private final Page page;
  private final ElementHints elementHints = new ElementHints();
  private final BlockText text = new BlockText();
  private final Deque<Container> open = new ArrayDeque<>();

  private PageReader(Page page) {
    this.page = page;
  }

  /**
   * Reads a page.
   *
   * @param document as jsoup parsed it
   * @return its blocks and containers with their sums
   */
  static Page read(Document document) {
    PageReader reader = new PageReader(new Page(document.title().strip()));
    NodeTraversor.filter(reader, document.body());
    PageSums.compute(reader.page);
    return reader.page;
  }

  @Override
  public FilterResult head(Node node, int depth) {
    if (node instanceof TextNode textNode) {
      text.append(textNode.getWholeText());
      return FilterResult.CONTINUE;
    }
    if (!(node instanceof Element element) || WITHOUT_TEXT.contains(element.normalName())) {
      return FilterResult.SKIP_ENTIRELY;
    }
    String tag = element.normalName();
    if (tag.equals("br")) {
      if (!text.breakLine()) {
        endBlock();
      }
    } else if (INLINE.contains(tag)) {
      text.enter(element, elementHints.of(element));
    } else {
      openContainer(element, tag);
    }
    return FilterResult.CONTINUE;
  }

  @Override
  public FilterResult tail(Node node, int depth) {
    if (node instanceof Element element && !element.normalName().equals("br")) {
      if (INLINE.contains(element.normalName())) {
        text.leave(element);
      } else {
        closeContainer(element.normalName());
      }
    }
    return FilterResult.CONTINUE;
  }

  private void openContainer(Element element, String tag) {
    endBlock();
    text.enterBlock(tag);
    Container container =
        new Container(
            open.peek(),
            page.containers.size(),
            tag,
            element.className(),
            elementHints.of(element));
    container.firstBlock = page.blocks.size();
    page.containers.add(container);
    open.push(container);
  }

  private void closeContainer(String tag) {
    endBlock();
    text.leaveBlock(tag);
    open.pop().endBlock = page.blocks.size();
  }

  private void endBlock() {
    if (text.hasText() && !open.isEmpty()) {
      page.blocks.add(text.end(open.peek(), page.blocks.size()));
    }
    text.clear();
  }
}
