package io.millrace.transforms.batch;

import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.io.Compression;
import org.apache.beam.sdk.io.TFRecordIO;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * Writes a stream's elements, as their coder has them, in files of checksummed records
 * (TensorFlow's TFRecord). The files get their names when all are written.
 *
 * @param <T> the elements
 */
public final class WriteElements<T> extends PTransform<PCollection<T>, PDone> {
  private static final String SUFFIX = ".tfrecord";

  private final String prefix;

  private WriteElements(String prefix) {
    this.prefix = prefix;
  }

  /**
   * @param prefix what the files' paths begin with, on any file system that Beam knows
   */
  public static <T> WriteElements<T> to(String prefix) {
    return new WriteElements<>(prefix);
  }

  /** The files that {@link #to} writes. */
  static String files(String prefix) {
    return prefix + "-*" + SUFFIX + Compression.ZSTD.getSuggestedSuffix();
  }

  @Override
  public PDone expand(PCollection<T> elements) {
    return elements
        .apply("Encode", ParDo.of(new EncodeFn<>(elements.getCoder())))
        .setCoder(ByteArrayCoder.of())
        .apply(
            "Write",
            TFRecordIO.write().to(prefix).withSuffix(SUFFIX).withCompression(Compression.ZSTD));
  }

  private static final class EncodeFn<T> extends DoFn<T, byte[]> {
    private final Coder<T> coder;

    EncodeFn(Coder<T> coder) {
      this.coder = coder;
    }

    @ProcessElement
    public void processElement(@Element T element, OutputReceiver<byte[]> output)
        throws CoderException {
      output.output(CoderUtils.encodeToByteArray(coder, element));
    }
  }
}
