package io.millrace.transforms.decontaminate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.io.shard.ShardReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.io.FileSystems;

/**
 * A file of evaluation texts: plain text, a text a line; JSON Lines, in which every string is a
 * text; or Parquet with a column {@code text}. The first two may be compressed ({@code .gz}).
 */
final class EvaluationFile {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private EvaluationFile() {}

  /**
   * Reads all texts.
   *
   * @throws IOException if the file is damaged; the message names file and row or line
   */
  static void forEach(String path, Consumer<String> consumer) throws IOException {
    ReadableByteChannel channel = FileSystems.open(FileSystems.matchNewResource(path, false));
    if (path.endsWith(".parquet")) {
      readParquet((SeekableByteChannel) channel, path, consumer);
      return;
    }
    InputStream in = Channels.newInputStream(channel);
    InputStream plain = path.endsWith(".gz") ? new GZIPInputStream(in) : in;
    boolean json = path.replaceFirst("\\.gz$", "").endsWith(".jsonl");
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.isBlank()) {
          continue;
        }
        if (json) {
          strings(parse(line, path + ", line " + number), consumer);
        } else {
          consumer.accept(line);
        }
      }
    }
  }

  private static void readParquet(
      SeekableByteChannel channel, String path, Consumer<String> consumer) throws IOException {
    try (ShardReader reader = new ShardReader(channel, path)) {
      long number = 0;
      for (GenericRecord row = reader.read(); row != null; row = reader.read()) {
        Object text = row.hasField("text") ? row.get("text") : null;
        if (text == null) {
          throw new IOException(path + ", row " + number + ": has no text");
        }
        consumer.accept(text.toString());
        number++;
      }
    }
  }

  private static JsonNode parse(String line, String place) throws IOException {
    try {
      return MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IOException(place + ": not JSON (" + e.getOriginalMessage() + ")", e);
    }
  }

  private static void strings(JsonNode node, Consumer<String> consumer) {
    if (node.isTextual()) {
      consumer.accept(node.asText());
    } else {
      node.forEach(child -> strings(child, consumer));
    }
  }
}
