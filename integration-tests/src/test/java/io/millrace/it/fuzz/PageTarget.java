package io.millrace.it.fuzz;

import io.millrace.io.charset.ContentDecoder;
import io.millrace.io.warc.ByteRange;
import io.millrace.io.warc.Capture;
import io.millrace.io.warc.WarcEntry;
import io.millrace.io.warc.WarcLimits;
import io.millrace.io.warc.WarcReader;
import io.millrace.transforms.extract.ExtractionOptions;
import io.millrace.transforms.extract.TextExtractor;
import io.millrace.transforms.extract.UnparsablePageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Web pages: any bytes are some text, and any text some page, so that nothing is thrown but where
 * the HTML parser has faults.
 */
final class PageTarget implements FuzzTarget {
  private static final int MAX_PAGE_BYTES = 16 << 10;
  private static final List<String> DECLARATIONS =
      List.of(
          "<meta charset=\"utf-16\">",
          "<meta charset=\"iso-2022-jp\">",
          "<meta http-equiv=content-type content='text/html; charset=gb18030'>",
          "<?xml version=\"1.0\" encoding=\"utf-32\"?>",
          "\u00ef\u00bb\u00bf",
          "\u00ff\u00fe",
          "\u001b$B",
          "\u0080\u0081\u00fe\u00ff",
          "\0");
  private static final List<String> MARKUP =
      List.of(
          "<div>".repeat(600),
          "<!--",
          "<![CDATA[",
          "<script>",
          "<table><tr><td>",
          "</p></div></body>",
          "<svg><title>",
          "<template>",
          "&#x110000;&#xD800;&notin;",
          "<script type=\"application/ld+json\">{\"articleBody\":\"x\",\"datePublished\":\"2026-99",
          "<a href='http://[::1'>",
          "\u00ed\u00a0\u0080");

  /** Content types as servers send them. */
  private static final List<String> CONTENT_TYPES =
      List.of(
          "",
          "text/html",
          "text/html; charset=iso-8859-1",
          "text/html;charset=\"",
          "x; charset=big5");

  private final boolean extracted;
  private final List<byte[]> pages = new ArrayList<>();
  private final ContentDecoder decoder = new ContentDecoder();
  private final TextExtractor extractor = new TextExtractor(ExtractionOptions.defaults());

  /**
   * @param warc a crawl whose pages are damaged
   * @param extracted whether their text is extracted, too, or only their encoding found
   */
  PageTarget(Path warc, boolean extracted) throws IOException {
    this.extracted = extracted;
    try (WarcReader reader =
        WarcReader.open(FileChannel.open(warc), "warc", ByteRange.all(), WarcLimits.DEFAULT)) {
      for (Optional<WarcEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        if (entry.get() instanceof Capture capture && capture.kind() != Capture.Kind.TEXT) {
          byte[] page = capture.payload().bytes();
          if (page.length <= MAX_PAGE_BYTES) {
            pages.add(page);
          }
        }
      }
    }
  }

  @Override
  public String title() {
    return extracted ? "HTML" : "charset";
  }

  @Override
  public String fileName() {
    return "mutant.html";
  }

  @Override
  public byte[] mutant(Random random) {
    byte[] page = pages.get(random.nextInt(pages.size()));
    return new Mutator(random, extracted ? MARKUP : DECLARATIONS).mutate(page);
  }

  @Override
  public Outcome read(Path file) throws IOException {
    byte[] page = Files.readAllBytes(file);
    String contentType = CONTENT_TYPES.get(page.length % CONTENT_TYPES.size());
    String html = decoder.decode(page, contentType).text();
    try {
      if (extracted) {
        extractor.extract(html, "http://mutant.example/");
      }
      return Outcome.ACCEPTED;
    } catch (UnparsablePageException e) {
      return Outcome.REFUSED;
    }
  }
}
