package io.millrace.transforms.read;

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
import java.util.zip.GZIPInputStream;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.io.FileSystems;

/**
 * A file of records with named fields: Parquet, or JSON Lines ({@code .gz} or not), of which blank
 * lines are passed over.
 */
final class RecordFile {
  private final String path;

  RecordFile(String path) {
    this.path = path;
  }

  /** A record's fields. */
  @FunctionalInterface
  interface Fields {
    /** A field's value as text, or null where there is none. */
    String get(String name);
  }

  /** Takes records. */
  @FunctionalInterface
  interface Consumer {
    /**
     * @param place file and row or line, for messages
     * @param fields the record
     */
    void accept(String place, Fields fields) throws IOException;
  }

  /**
   * Reads all records in order.
   *
   * @throws IOException if the file is damaged; the message names file and line
   */
  void forEach(Consumer consumer) throws IOException {
    ReadableByteChannel channel = FileSystems.open(FileSystems.matchNewResource(path, false));
    if (path.endsWith(".parquet")) {
      readParquet((SeekableByteChannel) channel, consumer);
    } else {
      InputStream in = Channels.newInputStream(channel);
      readJsonLines(path.endsWith(".gz") ? new GZIPInputStream(in) : in, consumer);
    }
  }

  private void readParquet(SeekableByteChannel channel, Consumer consumer) throws IOException {
    try (ShardReader reader = new ShardReader(channel, path)) {
      long row = 0;
      for (GenericRecord record = reader.read(); record != null; record = reader.read()) {
        GenericRecord current = record;
        consumer.accept(path + ", row " + row++, name -> field(current, name));
      }
    }
  }

  private static String field(GenericRecord record, String name) {
    Object value = record.hasField(name) ? record.get(name) : null;
    return value == null ? null : value.toString();
  }

  private void readJsonLines(InputStream in, Consumer consumer) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String place = path + ", line " + ++number;
        if (line.isBlank()) {
          continue;
        }
        JsonNode node = parse(mapper, line, place);
        consumer.accept(place, name -> node.hasNonNull(name) ? node.get(name).asText() : null);
      }
    }
  }

  private static JsonNode parse(ObjectMapper mapper, String line, String place) throws IOException {
    try {
      return mapper.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IOException(place + ": not JSON (" + e.getOriginalMessage() + ")", e);
    }
  }
}
