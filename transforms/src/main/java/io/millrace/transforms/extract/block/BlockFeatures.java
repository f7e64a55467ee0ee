package io.millrace.transforms.extract.block;

import io.millrace.transforms.extract.block.FeatureSpace.ActiveFeatures;
import io.millrace.transforms.extract.block.FeatureSpace.Bins;
import io.millrace.transforms.extract.block.FeatureSpace.PerBit;
import io.millrace.transforms.extract.block.FeatureSpace.Words;

/**
 * What can be said of a block without judging its neighbours: its text, its markup, the names of
 * the elements around it and how much prose and how many links they hold. Text and link density as
 * in Kohlschütter, Fankhauser, Nejdl: Boilerplate Detection using Shallow Text Features (WSDM
 * 2010), counted in columns instead of words.
 */
final class BlockFeatures {
  private static final double[] WIDTHS = {10, 20, 40, 80, 160, 320};
  private static final double[] DENSITIES = {0.01, 0.2, 0.4, 0.7, 0.95};
  private static final double[] SHARES = {0.01, 0.1, 0.3, 0.6, 0.9};
  private static final int SHORT_WIDTH = 40;
  private static final int LONG_WIDTH = 120;
  private static final double MOSTLY_LINKS = 0.5;
  private static final int NEAR_LEVELS = 2;
  private static final String[] TAGS = {"p", "div", "li", "td", "dd", "h2", "h3"};

  private final Bins width;
  private final Bins links;
  private final Bins sentenceEnds;
  private final Bins commas;
  private final Bins digits;
  private final Bins capitals;
  private final int endsSentence;
  private final int endsWithColon;
  private final int bold;
  private final int repeated;
  private final int preformatted;
  private final int separator;
  private final int copyright;
  private final int address;
  private final int beforeTitle;
  private final int beginsTitle;
  private final Words tag;
  private final Words shortTag;
  private final Words mediumTag;
  private final Words longTag;
  private final Words linkedTag;
  private final Words unlinkedTag;
  private final PerBit near;
  private final PerBit around;
  private final PerBit said;
  private final PerBit under;
  private final PerBit inside;
  private final Bins containerLinks;
  private final Bins groupLinks;
  private final Bins groupProse;
  private final Bins groupShare;
  private final Bins outerLinks;
  private final Bins outerShare;

  BlockFeatures(FeatureSpace space) {
    width = space.bins("width", WIDTHS);
    links = space.bins("link_density", DENSITIES);
    sentenceEnds = space.bins("sentence_ends", 1, 2, 4);
    commas = space.bins("commas", 1, 3);
    digits = space.bins("digits", 0.1, 0.3);
    capitals = space.bins("capitals", 0.15, 0.4);
    endsSentence = space.flag("ends_sentence");
    endsWithColon = space.flag("ends_with_colon");
    bold = space.flag("bold");
    repeated = space.flag("repeated");
    preformatted = space.flag("preformatted");
    separator = space.flag("separator");
    copyright = space.flag("copyright");
    address = space.flag("web_address");
    beforeTitle = space.flag("before_title");
    beginsTitle = space.flag("begins_page_title");
    tag =
        space.words(
            "tag",
            "p",
            "div",
            "li",
            "td",
            "th",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "pre",
            "blockquote",
            "dt",
            "dd",
            "figcaption",
            "caption",
            "article",
            "section",
            "ul");
    shortTag = space.words("short", TAGS);
    mediumTag = space.words("medium", TAGS);
    longTag = space.words("long", TAGS);
    linkedTag = space.words("linked", TAGS);
    unlinkedTag = space.words("unlinked", TAGS);
    near = space.perBit("near", Hint.values());
    around = space.perBit("around", Hint.values());
    said = space.perBit("says", Hint.values());
    under = space.perBit("under", Hint.values());
    inside = space.perBit("inside", Structure.values());
    containerLinks = space.bins("container_link_density", DENSITIES);
    groupLinks = space.bins("group_link_density", DENSITIES);
    groupProse = space.bins("group_prose", 1, 200, 500, 1000, 2000);
    groupShare = space.bins("group_prose_share", SHARES);
    outerLinks = space.bins("outer_link_density", DENSITIES);
    outerShare = space.bins("outer_prose_share", SHARES);
  }

  /** Adds a block's features. */
  void add(Page page, Block block, ActiveFeatures active) {
    addText(block, active);
    addMarkup(block, active);
    addSurroundings(page, block, active);
  }

  private void addText(Block block, ActiveFeatures active) {
    TextMeasure measure = block.measure;
    active.add(width.of(measure.width()));
    active.add(links.of(block.linkDensity()));
    active.add(sentenceEnds.of(measure.sentenceEnds()));
    active.add(commas.of(measure.commas()));
    active.add(digits.of((double) measure.digits() / (measure.digits() + measure.letters() + 1)));
    active.add(capitals.of((double) measure.capitals() / (measure.letters() + 1)));
    active.addIf(measure.endsSentence(), endsSentence);
    active.addIf(measure.endsWithColon(), endsWithColon);
    active.addIf(block.bold, bold);
    active.addIf(block.repeated, repeated);
    active.addIf(block.preformatted, preformatted);
    active.addIf(hasSeparator(block.text), separator);
    active.addIf(block.text.indexOf('©') >= 0, copyright);
    active.addIf(block.text.contains("http") || block.text.contains("www."), address);
    said.addAll(block.textHints, active);
    under.addAll(block.headingHints, active);
  }

  private static boolean hasSeparator(String text) {
    return text.indexOf('|') >= 0
        || text.indexOf('›') >= 0
        || text.indexOf('·') >= 0
        || text.indexOf('→') >= 0
        || (text.indexOf('»') >= 0 && text.indexOf('«') < 0);
  }

  private void addMarkup(Block block, ActiveFeatures active) {
    String name = block.container.tag;
    active.add(tag.of(name));
    Words byWidth =
        block.width() < SHORT_WIDTH ? shortTag : block.width() < LONG_WIDTH ? mediumTag : longTag;
    active.add(byWidth.of(name));
    active.add((block.linkDensity() < MOSTLY_LINKS ? unlinkedTag : linkedTag).of(name));
    Container container = block.container;
    int nearHints = block.inlineHints;
    for (int level = 0; level < NEAR_LEVELS && container.parent != null; level++) {
      nearHints |= container.ownHints;
      container = container.parent;
    }
    near.addAll(nearHints, active);
    around.addAll(block.container.hints, active);
    inside.addAll(block.container.structure, active);
  }

  private void addSurroundings(Page page, Block block, ActiveFeatures active) {
    Container container = block.container;
    Container group = container.group;
    Container outer = group.parent == null ? group : group.parent;
    active.add(containerLinks.of(container.linkDensity()));
    active.add(groupLinks.of(group.linkDensity()));
    active.add(groupProse.of(group.proseWidth));
    active.add(groupShare.of(page.proseShare(group)));
    active.add(outerLinks.of(outer.linkDensity()));
    active.add(outerShare.of(page.proseShare(outer)));
    active.addIf(block.index < page.titleBlock, beforeTitle);
    active.addIf(page.isNamedAfter(block), beginsTitle);
  }
}
