package io.millrace.transforms.write;

import io.millrace.io.manifest.DataFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.util.MimeTypes;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/** Writes small text files in UTF-8, given by path below the output and content, staged. */
public final class WriteTexts
    extends PTransform<PCollection<KV<String, String>>, PCollection<StagedFile>> {
  private final String stagingFolder;

  private WriteTexts(String stagingFolder) {
    this.stagingFolder = stagingFolder;
  }

  /**
   * @param stagingFolder where files are written
   */
  public static WriteTexts to(String stagingFolder) {
    return new WriteTexts(stagingFolder);
  }

  @Override
  public PCollection<StagedFile> expand(PCollection<KV<String, String>> texts) {
    return texts
        .apply("Write", ParDo.of(new WriteTextFn(stagingFolder)))
        .setCoder(StagedFileCoder.of());
  }

  private static final class WriteTextFn extends DoFn<KV<String, String>, StagedFile> {
    private final String stagingFolder;

    WriteTextFn(String stagingFolder) {
      this.stagingFolder = stagingFolder;
    }

    @ProcessElement
    public void processElement(@Element KV<String, String> text, OutputReceiver<StagedFile> output)
        throws IOException {
      byte[] bytes = text.getValue().getBytes(StandardCharsets.UTF_8);
      ResourceId staged =
          FileSystems.matchNewResource(stagingFolder + "/" + UUID.randomUUID() + ".txt", false);
      try (WritableByteChannel channel = FileSystems.create(staged, MimeTypes.TEXT)) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      }
      output.output(
          new StagedFile(
              staged.toString(), new DataFile(text.getKey(), 1, 0, bytes.length, sha256(bytes))));
    }

    private static String sha256(byte[] bytes) {
      try {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }
  }
}
