package io.millrace.transforms.batch;

import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.Compression;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.io.TFRecordIO;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Reads what {@link WriteElements} wrote, in no order.
 *
 * @param <T> the elements
 */
public final class ReadElements<T> extends PTransform<PBegin, PCollection<T>> {
  private final List<String> prefixes;
  private final Coder<T> coder;

  private ReadElements(List<String> prefixes, Coder<T> coder) {
    this.prefixes = List.copyOf(prefixes);
    this.coder = coder;
  }

  /**
   * @param prefixes that were written to
   * @param coder that they were written with
   */
  public static <T> ReadElements<T> from(List<String> prefixes, Coder<T> coder) {
    return new ReadElements<>(prefixes, coder);
  }

  @Override
  public PCollection<T> expand(PBegin begin) {
    List<String> patterns = prefixes.stream().map(WriteElements::files).toList();
    return begin
        .apply("Patterns", Create.of(patterns).withCoder(StringUtf8Coder.of()))
        .apply("Match", FileIO.matchAll().withEmptyMatchTreatment(EmptyMatchTreatment.DISALLOW))
        .apply("Files", FileIO.readMatches().withCompression(Compression.ZSTD))
        .apply("Read", TFRecordIO.readFiles())
        .apply("Decode", ParDo.of(new DecodeFn<>(coder)))
        .setCoder(coder);
  }

  private static final class DecodeFn<T> extends DoFn<byte[], T> {
    private final Coder<T> coder;

    DecodeFn(Coder<T> coder) {
      this.coder = coder;
    }

    @ProcessElement
    public void processElement(@Element byte[] bytes, OutputReceiver<T> output)
        throws CoderException {
      output.output(CoderUtils.decodeFromByteArray(coder, bytes));
    }
  }
}
