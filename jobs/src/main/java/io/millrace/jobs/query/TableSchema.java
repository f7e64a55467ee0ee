package io.millrace.jobs.query;

import io.millrace.io.shard.ShardSchema;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * The columns of a table that has no files in a data set, for nothing may have been dropped or held
 * out.
 *
 * @param rows the type of its files' rows
 * @param partition the column that its folders' names make, or null
 */
record TableSchema(ShardSchema rows, String partition) {
  /** By the kind of data set, the tables that every one has. */
  static final Map<String, Map<String, TableSchema>> BY_KIND =
      Map.of(
          "documents",
          Map.of(
              "documents", new TableSchema(ShardSchema.DOCUMENT, "language"),
              "dropped", new TableSchema(ShardSchema.DROPPED, "stage"),
              "signatures", new TableSchema(ShardSchema.SIGNATURE, null),
              "statistics", new TableSchema(ShardSchema.REMOVALS, null)),
          "shards",
          Map.of(
              "train", new TableSchema(ShardSchema.SEQUENCE, null),
              "validation", new TableSchema(ShardSchema.SEQUENCE, null)));

  /** The select list of no rows. */
  String nulls() {
    Stream<String> columns =
        rows.avro().getFields().stream().map(field -> cast(type(field.schema()), field.name()));
    Stream<String> folders =
        partition == null ? Stream.empty() : Stream.of(cast("VARCHAR", partition));
    return Stream.concat(columns, folders).collect(Collectors.joining(", "));
  }

  private static String cast(String type, String name) {
    return "CAST(NULL AS " + type + ") AS \"" + name + "\"";
  }

  private static String type(Schema schema) {
    return switch (schema.getType()) {
      case STRING -> "VARCHAR";
      case INT -> "INTEGER";
      case LONG -> "BIGINT";
      case DOUBLE -> "DOUBLE";
      case BYTES -> "BLOB";
      case ARRAY -> type(schema.getElementType()) + "[]";
      case RECORD -> struct(schema.getFields());
      case UNION -> type(schema.getTypes().get(1));
      default -> throw new IllegalStateException("no column has the type " + schema);
    };
  }

  private static String struct(List<Schema.Field> fields) {
    return fields.stream()
        .map(field -> "\"" + field.name() + "\" " + type(field.schema()))
        .collect(Collectors.joining(", ", "STRUCT(", ")"));
  }
}
