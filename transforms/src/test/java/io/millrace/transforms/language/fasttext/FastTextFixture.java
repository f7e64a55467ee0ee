package io.millrace.transforms.language.fasttext;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The models of {@code src/test/resources/fasttext}, see make-fixture.sh there. */
public final class FastTextFixture {
  /** One model of every variant. */
  public static final List<String> MODELS =
      List.of(
          "dense.bin",
          "hierarchical.bin",
          "quantized.ftz",
          "pruned.ftz",
          "negative-sampling-word-ngrams.ftz",
          "one-vs-all-pruned.ftz");

  private FastTextFixture() {}

  /** Where a model is. */
  public static Path model(String name) {
    try {
      return Path.of(FastTextFixture.class.getResource("/fasttext/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The lines of text, as bytes: some are no UTF-8. */
  public static List<byte[]> lines() throws IOException {
    return lines("lines.gz");
  }

  /** What {@code fasttext predict-prob} printed for the first lines. */
  static List<String> expected(String model, int k) throws IOException {
    List<String> printed = new ArrayList<>();
    for (byte[] line : lines(model + ".top" + k + ".gz")) {
      printed.add(new String(line, StandardCharsets.UTF_8));
    }
    return printed;
  }

  private static List<byte[]> lines(String resource) throws IOException {
    List<byte[]> lines = new ArrayList<>();
    try (InputStream in =
        new GZIPInputStream(FastTextFixture.class.getResourceAsStream("/fasttext/" + resource))) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (byte b : in.readAllBytes()) {
        if (b == '\n') {
          lines.add(line.toByteArray());
          line.reset();
        } else {
          line.write(b);
        }
      }
    }
    return lines;
  }
}
