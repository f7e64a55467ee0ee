package io.millrace.transforms.read;

import io.millrace.io.warc.Capture;
import io.millrace.io.warc.WarcLimits;
import io.millrace.transforms.stage.CountKeyCoder;
import io.millrace.transforms.stage.DeadLetterCoder;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.TallyCoder;
import java.util.List;
import java.util.Locale;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Reads the captures of WARC and WET files, compressed or not.
 *
 * <p>Files are cut into ranges of {@code splitBytes}, which workers share; a record belongs to the
 * range that its gzip member starts in, so the number of ranges and workers changes nothing.
 * Damaged records come out as dead letters with their raw bytes; records that are no captures are
 * counted by reason: {@code not_content} (requests and the like), {@code revisit}, {@code
 * other_type}, {@code not_http}, {@code status}, {@code not_html}, {@code not_text}, {@code
 * noarchive}. Beside these of {@link #STAGE}, records are counted by file, so that a file without
 * any can be told: {@link #FILE_RECORDS}, {@link #FILE_DAMAGE}.
 */
public final class ReadCaptures extends PTransform<PBegin, PCollectionTuple> {
  /** Captures, the main output; beside it are dead letters and counts, tagged as in stages. */
  public static final TupleTag<Capture> CAPTURES = new TupleTag<>("captures") {};

  /** The stage's name in dead letters and counts. */
  public static final String STAGE = "read";

  /** Where intact records are counted by file; the reason is its path. */
  public static final String FILE_RECORDS = "file_records";

  /** Where damaged records are counted by file; the reason is its path. */
  public static final String FILE_DAMAGE = "file_damage";

  /** The default size of a range, 4 MiB. */
  public static final long DEFAULT_SPLIT_BYTES = 4L << 20;

  private final List<String> paths;
  private final long splitBytes;
  private final WarcLimits limits;
  private final NoArchive noArchive;

  /** What becomes of pages that forbid archiving, see {@code RobotsDirectives}. */
  public enum NoArchive {
    /** They are read as any other. */
    READ,
    /** They are counted as {@code noarchive} and left out. */
    LEAVE_OUT;

    /** As options name it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private ReadCaptures(
      List<String> paths, long splitBytes, WarcLimits limits, NoArchive noArchive) {
    this.paths = List.copyOf(paths);
    this.splitBytes = splitBytes;
    this.limits = limits;
    this.noArchive = noArchive;
  }

  /**
   * Reads files with the default limits, pages that forbid archiving among them.
   *
   * @param paths of files, on any file system that Beam knows
   */
  public static ReadCaptures from(List<String> paths) {
    return new ReadCaptures(paths, DEFAULT_SPLIT_BYTES, WarcLimits.DEFAULT, NoArchive.READ);
  }

  /**
   * Cuts files into ranges of another size.
   *
   * @param splitBytes bytes of a range as stored, at least 1
   */
  public ReadCaptures withSplitBytes(long splitBytes) {
    if (splitBytes < 1) {
      throw new IllegalArgumentException("splitBytes must be at least 1: " + splitBytes);
    }
    return new ReadCaptures(paths, splitBytes, limits, noArchive);
  }

  /** Reads with other limits. */
  public ReadCaptures withLimits(WarcLimits limits) {
    return new ReadCaptures(paths, splitBytes, limits, noArchive);
  }

  /** Treats pages that forbid archiving as told. */
  public ReadCaptures withNoArchive(NoArchive noArchive) {
    return new ReadCaptures(paths, splitBytes, limits, noArchive);
  }

  /** What its readers are willing to hold. */
  public WarcLimits limits() {
    return limits;
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    PCollectionTuple outputs =
        begin
            .apply("Paths", Create.of(paths).withCoder(StringUtf8Coder.of()))
            .apply("SpreadFiles", Reshuffle.viaRandomKey())
            .apply("SplitFile", ParDo.of(new SplitFileFn(splitBytes)))
            .setCoder(FileRangeCoder.of())
            .apply("SpreadRanges", Reshuffle.viaRandomKey())
            .apply(
                "ReadRange",
                ParDo.of(new ReadRangeFn(limits, noArchive))
                    .withOutputTags(
                        CAPTURES,
                        TupleTagList.of(List.of(StageTags.DEAD_LETTERS, StageTags.COUNTS))));
    PCollection<Capture> captures = outputs.get(CAPTURES);
    captures.setCoder(CaptureCoder.of());
    outputs.get(StageTags.DEAD_LETTERS).setCoder(DeadLetterCoder.of());
    outputs.get(StageTags.COUNTS).setCoder(KvCoder.of(CountKeyCoder.of(), TallyCoder.of()));
    return outputs;
  }
}
