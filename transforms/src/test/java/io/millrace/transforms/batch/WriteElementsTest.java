package io.millrace.transforms.batch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteElementsTest {
  private static final KvCoder<String, Long> CODER =
      KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of());

  @TempDir private Path folder;

  @Test
  void whatSeveralPipelinesWroteIsReadByOne() {
    write("first", KV.of("a", 1L), KV.of("ü", -2L));
    write("second", KV.of("a", 1L));

    Pipeline pipeline = Pipeline.create();
    PAssert.that(read(pipeline, "first", "second"))
        .containsInAnyOrder(KV.of("a", 1L), KV.of("ü", -2L), KV.of("a", 1L));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aStreamOfNothingIsReadAsNothing() {
    write("empty");

    Pipeline pipeline = Pipeline.create();
    PAssert.that(read(pipeline, "empty")).empty();
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aStreamThatWasNotWrittenIsAnError() {
    Pipeline pipeline = Pipeline.create();
    read(pipeline, "nowhere");

    assertThatThrownBy(() -> pipeline.run().waitUntilFinish()).hasMessageContaining("nowhere");
  }

  @Test
  void aDamagedFileIsAnError() throws IOException {
    write("damaged", KV.of("a", 1L), KV.of("b", 2L));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x10;
        Files.write(file, bytes);
      }
    }

    Pipeline pipeline = Pipeline.create();
    read(pipeline, "damaged");

    assertThatThrownBy(() -> pipeline.run().waitUntilFinish()).isInstanceOf(Exception.class);
  }

  @SafeVarargs
  private void write(String name, KV<String, Long>... elements) {
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(List.of(elements)).withCoder(CODER))
        .apply(WriteElements.to(folder.resolve(name).toString()));
    pipeline.run().waitUntilFinish();
  }

  private PCollection<KV<String, Long>> read(Pipeline pipeline, String... names) {
    List<String> prefixes = Stream.of(names).map(name -> folder.resolve(name).toString()).toList();
    return pipeline.apply(ReadElements.from(prefixes, CODER));
  }
}
