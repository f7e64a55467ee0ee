package io.millrace.transforms.read;

import io.millrace.io.document.DocumentId;
import io.millrace.io.warc.Capture;
import io.millrace.io.warc.RawBytes;
import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Codes {@link Capture}s. */
public final class CaptureCoder extends FieldsCoder<Capture> {
  private static final CaptureCoder INSTANCE = new CaptureCoder();

  private CaptureCoder() {}

  /** The coder. */
  public static CaptureCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(Capture capture, Output out) throws IOException {
    out.text(capture.kind().name())
        .fixed(capture.id().high())
        .fixed(capture.id().low())
        .text(capture.url())
        .text(capture.date())
        .text(capture.contentType())
        .number(capture.robotsTags().size());
    for (String tag : capture.robotsTags()) {
      out.text(tag);
    }
    out.bytes(capture.payload().bytes()).text(capture.warcFile()).number(capture.warcOffset());
  }

  @Override
  protected Capture read(Input in) throws IOException {
    Capture.Kind kind = Capture.Kind.valueOf(in.text());
    DocumentId id = new DocumentId(in.fixed(), in.fixed());
    String url = in.text();
    String date = in.text();
    String contentType = in.text();
    long tagCount = in.number();
    List<String> robotsTags = new ArrayList<>();
    for (long i = 0; i < tagCount; i++) {
      robotsTags.add(in.text());
    }
    RawBytes payload = RawBytes.of(in.bytes());
    return new Capture(
        kind, id, url, date, contentType, robotsTags, payload, in.text(), in.number());
  }
}
