package io.millrace.it;

import io.millrace.io.shard.ShardReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.dataset.file.FileFormat;
import org.apache.arrow.dataset.file.FileSystemDatasetFactory;
import org.apache.arrow.dataset.jni.NativeMemoryPool;
import org.apache.arrow.dataset.scanner.ScanOptions;
import org.apache.arrow.dataset.scanner.Scanner;
import org.apache.arrow.dataset.source.Dataset;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.avro.generic.GenericRecord;

/** A row of a shard, read by whatever reads Parquet. */
record ShardRow(
    String id, String language, long bytes, int copy, int phase, List<Integer> inputIds) {
  private static final long BATCH_ROWS = 7;

  /** A file's rows in order, by parquet-avro. */
  static List<ShardRow> byParquetAvro(Path file) throws IOException {
    List<ShardRow> rows = new ArrayList<>();
    try (ShardReader reader = new ShardReader(Files.newByteChannel(file), file.toString())) {
      for (GenericRecord row = reader.read(); row != null; row = reader.read()) {
        rows.add(
            new ShardRow(
                row.get("id").toString(),
                row.get("language").toString(),
                (Long) row.get("bytes"),
                (Integer) row.get("copy"),
                (Integer) row.get("phase"),
                ids((List<?>) row.get("input_ids"))));
      }
    }
    return rows;
  }

  /** A file's rows in order, by arrow-dataset. */
  static List<ShardRow> byArrow(Path file) throws Exception {
    List<ShardRow> rows = new ArrayList<>();
    try (BufferAllocator allocator = new RootAllocator();
        FileSystemDatasetFactory factory =
            new FileSystemDatasetFactory(
                allocator,
                NativeMemoryPool.getDefault(),
                FileFormat.PARQUET,
                file.toUri().toString());
        Dataset dataset = factory.finish();
        Scanner scanner = dataset.newScan(new ScanOptions(BATCH_ROWS));
        ArrowReader reader = scanner.scanBatches()) {
      VectorSchemaRoot batch = reader.getVectorSchemaRoot();
      while (reader.loadNextBatch()) {
        for (int row = 0; row < batch.getRowCount(); row++) {
          rows.add(
              new ShardRow(
                  batch.getVector("id").getObject(row).toString(),
                  batch.getVector("language").getObject(row).toString(),
                  (Long) batch.getVector("bytes").getObject(row),
                  (Integer) batch.getVector("copy").getObject(row),
                  (Integer) batch.getVector("phase").getObject(row),
                  ids((List<?>) batch.getVector("input_ids").getObject(row))));
        }
      }
    }
    return rows;
  }

  /** A file's rows in order, by DuckDB. */
  static List<ShardRow> byDuckDb(Path file) throws SQLException {
    List<ShardRow> rows = new ArrayList<>();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet result =
            duckDb
                .createStatement()
                .executeQuery(
                    "SELECT id, language, bytes, copy, phase, input_ids FROM read_parquet('"
                        + file
                        + "')")) {
      while (result.next()) {
        rows.add(
            new ShardRow(
                result.getString(1),
                result.getString(2),
                result.getLong(3),
                result.getInt(4),
                result.getInt(5),
                ids(Arrays.asList((Object[]) result.getArray(6).getArray()))));
      }
    }
    return rows;
  }

  private static List<Integer> ids(List<?> values) {
    return values.stream().map(Integer.class::cast).toList();
  }
}
