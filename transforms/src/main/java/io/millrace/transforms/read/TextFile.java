package io.millrace.transforms.read;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.io.shard.ShardReader;
import io.millrace.transforms.tokenize.SourceText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URLDecoder;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.io.FileSystems;

/**
 * A file of texts: Parquet, or JSON Lines ({@code .jsonl}, {@code .jsonl.gz}), with {@code text}
 * and {@code language}. The language may stand in the path instead ({@code language=xxx_Yyyy/});
 * {@code id} and {@code cluster_id} are taken where they are, else the id is a hash of language and
 * text.
 */
final class TextFile {
  private static final Pattern LANGUAGE_FOLDER = Pattern.compile("/language=([^/]+)/");

  private final String path;
  private final String folderLanguage;

  private TextFile(String path) {
    this.path = path;
    Matcher folder = LANGUAGE_FOLDER.matcher(path);
    this.folderLanguage =
        folder.find() ? URLDecoder.decode(folder.group(1), StandardCharsets.UTF_8) : null;
  }

  static TextFile of(String path) {
    return new TextFile(path);
  }

  /**
   * Reads all texts in order.
   *
   * @throws IOException if the file is damaged or lacks what is needed; the message names file and
   *     row or line
   */
  void forEach(Consumer<SourceText> consumer) throws IOException {
    ReadableByteChannel channel = FileSystems.open(FileSystems.matchNewResource(path, false));
    if (path.endsWith(".parquet")) {
      readParquet((SeekableByteChannel) channel, consumer);
    } else {
      InputStream in = Channels.newInputStream(channel);
      readJsonLines(path.endsWith(".gz") ? new GZIPInputStream(in) : in, consumer);
    }
  }

  private void readParquet(SeekableByteChannel channel, Consumer<SourceText> consumer)
      throws IOException {
    try (ShardReader reader = new ShardReader(channel, path)) {
      long row = 0;
      for (GenericRecord record = reader.read(); record != null; record = reader.read()) {
        String place = path + ", row " + row++;
        consumer.accept(
            text(
                place,
                field(record, "text"),
                field(record, "language"),
                field(record, "id"),
                field(record, "cluster_id")));
      }
    }
  }

  private static String field(GenericRecord record, String name) {
    Object value = record.hasField(name) ? record.get(name) : null;
    return value == null ? null : value.toString();
  }

  private void readJsonLines(InputStream in, Consumer<SourceText> consumer) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String place = path + ", line " + ++number;
        JsonNode node = parse(mapper, line, place);
        consumer.accept(
            text(
                place,
                field(node, "text"),
                field(node, "language"),
                field(node, "id"),
                field(node, "cluster_id")));
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

  private static String field(JsonNode node, String name) {
    return node.hasNonNull(name) ? node.get(name).asText() : null;
  }

  private SourceText text(String place, String text, String language, String id, String clusterId)
      throws IOException {
    String label = folderLanguage == null ? language : folderLanguage;
    if (text == null || label == null) {
      throw new IOException(
          place + ": needs a text and a language (as columns, or language=... in the path)");
    }
    String ownId = id == null ? hash(label, text) : id;
    return new SourceText(ownId, label, clusterId == null ? ownId : clusterId, text);
  }

  private static String hash(String language, String text) {
    HashValue128 hash = Hashing.xxh3_128().hashStream().putString(language).putString(text).get();
    return HexFormat.of().toHexDigits(hash.getMostSignificantBits())
        + HexFormat.of().toHexDigits(hash.getLeastSignificantBits());
  }
}
