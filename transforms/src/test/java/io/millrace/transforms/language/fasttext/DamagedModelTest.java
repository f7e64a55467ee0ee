package io.millrace.transforms.language.fasttext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class DamagedModelTest {
  private static final int DICTIONARY_OFFSET = 64;
  private static final byte[] TEXT = "All human beings ярмарка".getBytes(StandardCharsets.UTF_8);

  @SuppressWarnings("unused") // read by FieldSource
  static final List<String> MODELS = FastTextFixture.MODELS;

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("MODELS")
  void refusesAModelTruncatedAnywhere(String name) throws Exception {
    byte[] model = Files.readAllBytes(FastTextFixture.model(name));
    Random random = new Random(5);
    for (int i = 0; i < 150; i++) {
      int length = i < 80 ? i : random.nextInt(model.length);
      Path file = write(Arrays.copyOf(model, length));
      assertThatThrownBy(() -> FastTextModel.load(file))
          .as("%d bytes", length)
          .isInstanceOf(FastTextFormatException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @ParameterizedTest
  @FieldSource("MODELS")
  void neverThrowsAnythingElseForADamagedModel(String name) throws Exception {
    byte[] intact = Files.readAllBytes(FastTextFixture.model(name));
    Random random = new Random(6);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      byte[] model = intact.clone();
      int reach = i % 2 == 0 ? 120 : model.length;
      for (int flips = 0; flips < 3; flips++) {
        model[random.nextInt(reach)] = (byte) random.nextInt(256);
      }
      Path file = write(model);
      try {
        FastTextModel.load(file).predict(TEXT).top(3, 0);
      } catch (FastTextFormatException e) {
        assertThat(e).hasMessageContaining(file.toString());
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(50);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0  | 1          | at byte 0: not a fastText model
          4  | 13         | model version 13; supported are 11 and 12
          8  | 0          | dim is 0
          8  | 7          | the rest of the model needs
          32 | 9          | unknown loss 9
          36 | 1          | not a supervised model
          40 | -5         | bucket is -5
          40 | 0          | n-grams without buckets
          68 | 2147483000 | a dictionary of
          """)
  void saysWhatIsWrong(int offset, int value, String message) throws Exception {
    Path file = write(patched("dense.bin", offset, value));
    assertThatThrownBy(() -> FastTextModel.load(file))
        .isInstanceOf(FastTextFormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void allocatesNothingForAnAbsurdDictionary() throws Exception {
    byte[] model = patched("dense.bin", DICTIONARY_OFFSET, Integer.MAX_VALUE);
    ByteBuffer fields = ByteBuffer.wrap(model).order(ByteOrder.LITTLE_ENDIAN);
    fields.putInt(DICTIONARY_OFFSET + 4, Integer.MAX_VALUE - 1).putInt(DICTIONARY_OFFSET + 8, 1);
    Path file = write(model);
    assertThatThrownBy(() -> FastTextModel.load(file))
        .isInstanceOf(FastTextFormatException.class)
        .hasMessageContaining("the dictionary needs 21474836470 bytes");
  }

  @Test
  void refusesToPredictWithWeightsThatAreNoNumbers() throws Exception {
    byte[] model = Files.readAllBytes(FastTextFixture.model("dense.bin"));
    ByteBuffer.wrap(model).order(ByteOrder.LITTLE_ENDIAN).putFloat(model.length - 4, Float.NaN);
    FastTextModel loaded = FastTextModel.load(write(model));
    assertThatThrownBy(() -> loaded.predict(TEXT))
        .isInstanceOf(FastTextFormatException.class)
        .hasMessageContaining("no numbers");
  }

  @Test
  void namesAMissingFile() {
    Path missing = folder.resolve("missing.bin");
    assertThatThrownBy(() -> FastTextModel.load(missing))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageEndingWith("missing.bin: no such file");
    assertThatThrownBy(() -> FastTextModel.load(folder)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void toleratesBytesAfterTheModel() throws Exception {
    byte[] model = Files.readAllBytes(FastTextFixture.model("quantized.ftz"));
    Path file = write(Arrays.copyOf(model, model.length + 7));
    assertThatCode(() -> FastTextModel.load(file)).doesNotThrowAnyException();
  }

  private static byte[] patched(String name, int offset, int value) throws Exception {
    byte[] model = Files.readAllBytes(FastTextFixture.model(name));
    ByteBuffer.wrap(model).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
    return model;
  }

  private Path write(byte[] model) throws Exception {
    return Files.write(Files.createTempFile(folder, "model", ".bin"), model);
  }
}
