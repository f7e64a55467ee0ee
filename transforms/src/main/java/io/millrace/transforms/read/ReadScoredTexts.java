package io.millrace.transforms.read;

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

/**
 * Reads texts with their languages. From Parquet and JSON Lines: {@code text}, {@code language} (or
 * {@code language=xxx_Yyyy/} in the path) and, where it is there, {@code language_score}. From what
 * curate dropped: the same, those left out that were dropped before their language was sought. From
 * plain text, {@code xxx_Yyyy.txt} or {@code .txt.gz} in UTF-8, a line a block: passages, cut at
 * line ends, blank lines left out.
 */
public final class ReadScoredTexts extends PTransform<PBegin, PCollection<ScoredText>> {
  private final List<String> paths;
  private final int passageTokens;

  private ReadScoredTexts(List<String> paths, int passageTokens) {
    this.paths = List.copyOf(paths);
    this.passageTokens = passageTokens;
  }

  /**
   * @param paths of files, on any file system that Beam knows; none gives no text
   * @param passageTokens fewest tokens of a passage of plain text
   */
  public static ReadScoredTexts from(List<String> paths, int passageTokens) {
    return new ReadScoredTexts(paths, passageTokens);
  }

  /**
   * The language that a plain text file's name gives, whether or not it is one.
   *
   * @return null if the file is not plain text
   */
  public static String plainLanguage(String path) {
    return ScoredTextFile.plainLanguage(path);
  }

  @Override
  public PCollection<ScoredText> expand(PBegin begin) {
    return begin
        .apply("Paths", Create.of(paths).withCoder(StringUtf8Coder.of()))
        .apply("SpreadFiles", Reshuffle.viaRandomKey())
        .apply("ReadFile", ParDo.of(new ReadFileFn(passageTokens)))
        .setCoder(ScoredTextCoder.of());
  }

  private static final class ReadFileFn extends DoFn<String, ScoredText> {
    private final int passageTokens;

    ReadFileFn(int passageTokens) {
      this.passageTokens = passageTokens;
    }

    @ProcessElement
    public void processElement(@Element String path, OutputReceiver<ScoredText> out)
        throws IOException {
      new ScoredTextFile(path, passageTokens).forEach(out::output);
    }
  }
}
