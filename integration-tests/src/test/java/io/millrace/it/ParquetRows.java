package io.millrace.it;

import io.millrace.jobs.query.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.dataset.file.FileFormat;
import org.apache.arrow.dataset.file.FileSystemDatasetFactory;
import org.apache.arrow.dataset.jni.NativeMemoryPool;
import org.apache.arrow.dataset.scanner.ScanOptions;
import org.apache.arrow.dataset.scanner.Scanner;
import org.apache.arrow.dataset.source.Dataset;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;

/**
 * A Parquet file's rows as others read them: by column names long numbers, doubles, strings, bytes
 * in hexadecimal, lists and maps.
 */
final class ParquetRows {
  private static final long BATCH_ROWS = 256;

  private ParquetRows() {}

  /** As DuckDB sees them, without the columns that are made of folders' names. */
  static List<Map<String, Object>> byDuckDb(Path file, List<String> columns) throws IOException {
    try (Database database = Database.of(file)) {
      List<Map<String, Object>> rows = new ArrayList<>();
      for (Map<String, Object> row : database.rows("SELECT * FROM rows")) {
        row.keySet().retainAll(columns);
        rows.add(map(row));
      }
      return rows;
    }
  }

  /** As Arrow's C++ sees them. */
  static List<Map<String, Object>> byArrow(Path file) throws Exception {
    List<Map<String, Object>> rows = new ArrayList<>();
    try (BufferAllocator allocator = new RootAllocator();
        FileSystemDatasetFactory factory =
            new FileSystemDatasetFactory(
                allocator,
                NativeMemoryPool.getDefault(),
                FileFormat.PARQUET,
                file.toUri().toString());
        Dataset dataset = factory.finish();
        Scanner scanner = dataset.newScan(new ScanOptions(BATCH_ROWS, Optional.empty()));
        ArrowReader reader = scanner.scanBatches()) {
      while (reader.loadNextBatch()) {
        VectorSchemaRoot batch = reader.getVectorSchemaRoot();
        for (int i = 0; i < batch.getRowCount(); i++) {
          Map<String, Object> row = new LinkedHashMap<>();
          for (FieldVector column : batch.getFieldVectors()) {
            row.put(column.getName(), plain(column.getObject(i)));
          }
          rows.add(row);
        }
      }
    }
    return rows;
  }

  /** As parquet-java sees them, without a word of Avro's. */
  static List<Map<String, Object>> byParquetJava(Path file) throws IOException {
    List<Map<String, Object>> rows = new ArrayList<>();
    try (ParquetReader<Group> reader =
        new ParquetReader.Builder<Group>(
            new LocalInputFile(file), new PlainParquetConfiguration()) {
          @Override
          protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
          }
        }.build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        rows.add(fields(row));
      }
    }
    return rows;
  }

  private static Map<String, Object> fields(Group group) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int field = 0; field < group.getType().getFieldCount(); field++) {
      fields.put(
          group.getType().getFieldName(field),
          group.getFieldRepetitionCount(field) == 0 ? null : value(group, field, 0));
    }
    return fields;
  }

  private static Object value(Group group, int field, int index) {
    Type type = group.getType().getType(field);
    if (!type.isPrimitive()) {
      Group inner = group.getGroup(field, index);
      return type.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation
          ? elements(inner)
          : fields(inner);
    }
    return switch (type.asPrimitiveType().getPrimitiveTypeName()) {
      case INT32 -> (long) group.getInteger(field, index);
      case INT64 -> group.getLong(field, index);
      case DOUBLE -> group.getDouble(field, index);
      case BINARY ->
          type.getLogicalTypeAnnotation() instanceof StringLogicalTypeAnnotation
              ? group.getString(field, index)
              : HexFormat.of().formatHex(group.getBinary(field, index).getBytes());
      default -> throw new IllegalStateException("no plain type: " + type);
    };
  }

  private static List<Object> elements(Group list) {
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
      elements.add(value(list.getGroup(0, i), 0, 0));
    }
    return elements;
  }

  private static Object plain(Object value) {
    if (value instanceof Integer number) {
      return number.longValue();
    }
    if (value == null || value instanceof Long || value instanceof Double) {
      return value;
    }
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(ParquetRows::plain).toList();
    }
    return value instanceof Map<?, ?> entries ? map(entries) : value.toString();
  }

  private static Map<String, Object> map(Map<?, ?> entries) {
    Map<String, Object> map = new LinkedHashMap<>();
    entries.forEach((key, value) -> map.put(key.toString(), plain(value)));
    return map;
  }
}
