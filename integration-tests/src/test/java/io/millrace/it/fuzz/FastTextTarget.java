package io.millrace.it.fuzz;

import io.millrace.transforms.language.fasttext.FastTextFormatException;
import io.millrace.transforms.language.fasttext.FastTextModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** fastText models, loaded and asked for a label. */
final class FastTextTarget implements FuzzTarget {
  /** Arguments and dictionary stand in the first bytes, where sizes are. */
  private static final int HEAD_BYTES = 2048;

  private static final byte[] LINE =
      "the quick brown fox jumps over the lazy dog".getBytes(StandardCharsets.UTF_8);

  private final List<byte[]> models = new ArrayList<>();

  /**
   * @param files sound models
   */
  FastTextTarget(List<Path> files) throws IOException {
    for (Path file : files) {
      models.add(Files.readAllBytes(file));
    }
  }

  @Override
  public String title() {
    return "fastText model";
  }

  @Override
  public String fileName() {
    return "mutant.bin";
  }

  @Override
  public byte[] mutant(Random random) {
    byte[] model = models.get(random.nextInt(models.size()));
    Mutator mutator = new Mutator(random, List.of("__label__x\0", "</s>\0", "\0\0\0\0", "word\0"));
    return random.nextBoolean()
        ? mutator.mutate(model, 0, HEAD_BYTES)
        : mutator.mutate(model, HEAD_BYTES, model.length);
  }

  @Override
  public Outcome read(Path file) throws Exception {
    return FuzzTarget.refusing(
        file, FastTextFormatException.class, () -> FastTextModel.load(file).predict(LINE));
  }
}
