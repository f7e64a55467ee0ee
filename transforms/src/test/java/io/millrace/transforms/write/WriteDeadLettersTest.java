package io.millrace.transforms.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.io.document.DeadLetter;
import io.millrace.io.document.Document;
import io.millrace.io.warc.ByteRange;
import io.millrace.io.warc.Capture;
import io.millrace.io.warc.WarcLimits;
import io.millrace.io.warc.WarcReader;
import io.millrace.transforms.stage.DeadLetterCoder;
import io.millrace.transforms.stage.DeadLetters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteDeadLettersTest {
  private static final String RECORD =
      String.join(
          "\r\n",
          "WARC/1.0",
          "WARC-Type: conversion",
          "WARC-Target-URI: http://a.example/",
          "WARC-Date: 2026-11-22T11:34:36Z",
          "Content-Type: text/plain",
          "Content-Length: 4",
          "",
          "text");

  @TempDir Path folder;

  @Test
  void writesTheRecordThatALetterComesFrom() throws IOException {
    Path wet = Files.writeString(folder.resolve("x.wet"), RECORD + "\r\n\r\n");
    Document document = document(wet);
    DeadLetter letter = DeadLetters.of(document, "quality", new IllegalStateException("no"));

    write(
        List.of(letter), "quality | " + wet + " | 0 | " + document.id() + " | record | " + RECORD);
  }

  @Test
  void theOrderOfLettersOfOnePlaceIsAlwaysTheSame() throws IOException {
    List<DeadLetter> letters = new ArrayList<>();
    String[] expected = new String[20];
    for (int i = 0; i < expected.length; i++) {
      letters.add(
          DeadLetters.of(
              Document.extracted("id-" + i, "http://a.example/", null, "text", "none.warc", 7),
              "quality",
              new IllegalStateException("no")));
    }
    letters.sort(
        (a, b) ->
            Long.compareUnsigned(
                RowOrder.of(WriteDeadLetters.place(a), 0, 0),
                RowOrder.of(WriteDeadLetters.place(b), 0, 0)));
    for (int i = 0; i < expected.length; i++) {
      expected[i] = "quality | none.warc | 7 | " + letters.get(i).id() + " | content | text";
    }
    Collections.shuffle(letters, new Random(1));

    write(letters, expected);
  }

  /** What the reader would make of the file. */
  private static Document document(Path wet) throws IOException {
    try (WarcReader reader =
        WarcReader.open(
            FileChannel.open(wet), wet.toString(), ByteRange.all(), WarcLimits.DEFAULT)) {
      Capture capture = (Capture) reader.next().orElseThrow();
      return Document.extracted(
          capture.id().toString(), capture.url(), null, "text", capture.warcFile(), 0);
    }
  }

  private void write(List<DeadLetter> letters, String... expected) {
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    PAssert.thatSingleton(
            pipeline
                .apply(Create.of(letters).withCoder(DeadLetterCoder.of()))
                .apply(WriteDeadLetters.to(folder.resolve("staged").toString(), 1 << 20)))
        .satisfies(
            file -> {
              assertThat(file.file().path()).startsWith("dead-letters/");
              assertThat(read(file.stagedPath())).containsExactly(expected);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private static List<String> read(String path) {
    List<String> letters = new ArrayList<>();
    try (DataFileReader<GenericRecord> reader =
        new DataFileReader<>(Path.of(path).toFile(), new GenericDatumReader<>())) {
      for (GenericRecord letter : reader) {
        ByteBuffer payload = (ByteBuffer) letter.get("payload");
        letters.add(
            String.format(
                "%s | %s | %s | %s | %s | %s",
                letter.get("stage"),
                letter.get("source"),
                letter.get("offset"),
                letter.get("id"),
                letter.get("payload_type"),
                StandardCharsets.UTF_8.decode(payload)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return letters;
  }
}
