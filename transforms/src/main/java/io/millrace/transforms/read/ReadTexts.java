package io.millrace.transforms.read;

import io.millrace.transforms.tokenize.SourceText;
import io.millrace.transforms.tokenize.SourceTextCoder;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/** Reads texts with their languages from Parquet or JSON Lines files, see {@link TextFile}. */
public final class ReadTexts extends PTransform<PBegin, PCollection<SourceText>> {
  private final List<String> paths;

  private ReadTexts(List<String> paths) {
    this.paths = List.copyOf(paths);
  }

  /**
   * @param paths of files, on any file system that Beam knows
   */
  public static ReadTexts from(List<String> paths) {
    return new ReadTexts(paths);
  }

  @Override
  public PCollection<SourceText> expand(PBegin begin) {
    return begin
        .apply("Paths", Create.of(paths).withCoder(StringUtf8Coder.of()))
        .apply("SpreadFiles", Reshuffle.viaRandomKey())
        .apply("ReadFile", ParDo.of(new ReadFileFn()))
        .setCoder(SourceTextCoder.of());
  }

  private static final class ReadFileFn extends DoFn<String, SourceText> {
    @ProcessElement
    public void processElement(@Element String path, OutputReceiver<SourceText> out)
        throws IOException {
      TextFile.of(path).forEach(out::output);
    }
  }
}
