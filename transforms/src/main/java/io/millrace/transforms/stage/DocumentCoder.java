package io.millrace.transforms.stage;

import io.millrace.io.document.Document;
import io.millrace.io.document.LanguageScore;
import io.millrace.io.document.Utf8Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Codes {@link Document}s. */
public final class DocumentCoder extends FieldsCoder<Document> {
  private static final DocumentCoder INSTANCE = new DocumentCoder();

  private DocumentCoder() {}

  /** The coder. */
  public static DocumentCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(Document document, Output out) throws IOException {

    out.text(document.id())
        .text(document.url())
        .optionalText(document.date())
        .optionalText(document.title())
        .optionalText(document.published())
        .bytes(document.utf8().bytes())
        .text(document.language())
        .real(document.languageScore())
        .number(document.alternatives().size());
    for (LanguageScore alternative : document.alternatives()) {
      out.text(alternative.label()).real(alternative.score());
    }
    out.text(document.clusterId())
        .number(document.clusterSize())
        .text(document.warcFile())
        .number(document.warcOffset());
  }

  @Override
  protected Document read(Input in) throws IOException {

    String id = in.text();
    String url = in.text();
    String date = in.optionalText();
    String title = in.optionalText();
    String published = in.optionalText();
    Utf8Text text = Utf8Text.ofBytes(in.bytes());
    String language = in.text();
    double languageScore = in.real();
    long count = in.number();
    List<LanguageScore> alternatives = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      alternatives.add(new LanguageScore(in.text(), in.real()));
    }
    return new Document(
        id,
        url,
        date,
        title,
        published,
        text,
        language,
        languageScore,
        alternatives,
        in.text(),
        in.number(),
        in.text(),
        in.number());
  }
}
