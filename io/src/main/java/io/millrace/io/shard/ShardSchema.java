package io.millrace.io.shard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.apache.avro.Schema;

/** The record types that Millrace writes, as {@code docs/format.md} specifies them. */
public enum ShardSchema {
  DOCUMENT("document.avsc", Container.PARQUET),
  DROPPED("dropped.avsc", Container.PARQUET),
  SEQUENCE("sequence.avsc", Container.PARQUET),
  SIGNATURE("signature.avsc", Container.PARQUET),
  BRIDGE("bridge.avsc", Container.PARQUET),
  REMOVALS("removals.avsc", Container.PARQUET),
  DEAD_LETTER("dead-letter.avsc", Container.AVRO);

  /** Rises with any change that a reader of an earlier version would notice. */
  public static final int FORMAT_VERSION = 1;

  /** The kind of file that records are written to. */
  public enum Container {
    PARQUET,
    AVRO;

    /** The file name's ending, with its dot. */
    public String suffix() {
      return "." + name().toLowerCase(Locale.ROOT);
    }
  }

  private final Schema avro;
  private final Container container;

  ShardSchema(String resource, Container container) {
    this.avro = read(resource);
    this.container = container;
  }

  /** The type as an Avro schema. */
  public Schema avro() {
    return avro;
  }

  /** The kind of file for records of this type. */
  public Container container() {
    return container;
  }

  private static Schema read(String resource) {
    try (InputStream in = ShardSchema.class.getResourceAsStream(resource)) {
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
