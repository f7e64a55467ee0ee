package io.millrace.training.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * Float32 tensors in one file, as Hugging Face's safetensors format: the header's length (8 bytes,
 * little endian), a JSON header, then the values, little endian and row-major.
 */
public final class SafeTensors {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String METADATA = "__metadata__";
  private static final int MAX_HEADER_BYTES = 100_000_000; // The format's own limit.

  private SafeTensors() {}

  /**
   * A tensor.
   *
   * @param shape its dimensions
   * @param values in row-major order
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared; copies would cost memory.
  public record Entry(List<Long> shape, float[] values) {}

  /**
   * Writes a file, to the disk itself.
   *
   * @param file not there yet
   * @param tensors by name, written in their order
   */
  public static void write(Path file, Map<String, Entry> tensors) throws IOException {
    write(file, tensors, Map.of());
  }

  /**
   * As {@link #write(Path, Map)}, with words about the file.
   *
   * @param metadata what readers look for, such as {@code format}
   */
  public static void write(Path file, Map<String, Entry> tensors, Map<String, String> metadata)
      throws IOException {
    ObjectNode header = MAPPER.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode node = header.putObject(METADATA);
      new TreeMap<>(metadata).forEach(node::put);
    }
    long offset = 0;
    for (Map.Entry<String, Entry> tensor : tensors.entrySet()) {
      long end = offset + (long) Float.BYTES * tensor.getValue().values().length;
      ObjectNode entry = header.putObject(tensor.getKey());
      entry.put("dtype", "F32");
      tensor.getValue().shape().forEach(entry.withArray("shape")::add);
      entry.withArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] json = MAPPER.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
    ByteBuffer start = littleEndian(Long.BYTES + padded).putLong(padded).put(json);
    while (start.hasRemaining()) {
      start.put((byte) ' ');
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      writeFully(channel, start.flip());
      for (Entry tensor : tensors.values()) {
        ByteBuffer bytes = littleEndian(Float.BYTES * tensor.values().length);
        bytes.asFloatBuffer().put(tensor.values());
        writeFully(channel, bytes);
      }
      channel.force(true);
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it is none of this format, or has another type than F32
   */
  public static Map<String, Entry> read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long headerBytes = readFully(channel, 0, Long.BYTES).getLong();
      if (headerBytes < 2 || headerBytes > MAX_HEADER_BYTES) {
        throw new IOException("a header of " + headerBytes + " bytes");
      }
      ByteBuffer header = readFully(channel, Long.BYTES, (int) headerBytes);
      JsonNode root = MAPPER.readTree(StandardCharsets.UTF_8.decode(header).toString());
      Map<String, Entry> tensors = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> field : root.properties()) {
        if (!field.getKey().equals(METADATA)) {
          tensors.put(field.getKey(), entry(channel, field.getValue(), Long.BYTES + headerBytes));
        }
      }
      return tensors;
    } catch (JsonProcessingException e) {
      throw new IOException(file + ": not a safetensors file (" + e.getOriginalMessage() + ")", e);
    } catch (IOException e) {
      throw new IOException(file + ": not a safetensors file (" + e.getMessage() + ")", e);
    }
  }

  private static Entry entry(FileChannel channel, JsonNode node, long dataStart)
      throws IOException {
    if (!node.path("dtype").asText().equals("F32")) {
      throw new IOException("values of type " + node.path("dtype").asText() + ", not F32");
    }
    long start = node.path("data_offsets").path(0).asLong();
    long end = node.path("data_offsets").path(1).asLong();
    List<Long> shape =
        StreamSupport.stream(node.path("shape").spliterator(), false)
            .map(JsonNode::asLong)
            .toList();
    ByteBuffer bytes = readFully(channel, dataStart + start, Math.toIntExact(end - start));
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return new Entry(shape, values);
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static ByteBuffer readFully(FileChannel channel, long position, int length)
      throws IOException {
    ByteBuffer bytes = littleEndian(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new IOException("it ends at " + (position + bytes.position()));
      }
    }
    return bytes.flip();
  }
}
