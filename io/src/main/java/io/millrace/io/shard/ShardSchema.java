package io.millrace.io.shard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;

/** The record types that Millrace writes, as {@code docs/format.md} specifies them. */
public enum ShardSchema {
  DOCUMENT("document.avsc"),
  DROPPED("dropped.avsc"),
  SEQUENCE("sequence.avsc"),
  DEAD_LETTER("dead-letter.avsc");

  /** Rises with any change that a reader of an earlier version would notice. */
  public static final int FORMAT_VERSION = 1;

  private final Schema avro;

  ShardSchema(String resource) {
    avro = read(resource);
  }

  /** The type as an Avro schema. */
  public Schema avro() {
    return avro;
  }

  private static Schema read(String resource) {
    try (InputStream in = ShardSchema.class.getResourceAsStream(resource)) {
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
