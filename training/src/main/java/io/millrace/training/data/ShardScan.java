package io.millrace.training.data;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.dataset.file.FileFormat;
import org.apache.arrow.dataset.file.FileSystemDatasetFactory;
import org.apache.arrow.dataset.jni.NativeMemoryPool;
import org.apache.arrow.dataset.scanner.ScanOptions;
import org.apache.arrow.dataset.scanner.Scanner;
import org.apache.arrow.dataset.source.Dataset;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.util.AutoCloseables;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.ipc.ArrowReader;

/** Reads the rows of one shard in order with Arrow, a batch at a time. */
final class ShardScan implements AutoCloseable {
  private static final String[] COLUMNS = {"input_ids", "bytes", "id", "language"};

  private final Shard shard;
  private final Deque<AutoCloseable> resources = new ArrayDeque<>();
  private final ArrowReader reader;
  private final VectorSchemaRoot batch;
  private long rowsToSkip;

  /**
   * @param firstRow of the shard, from 0; rows before it are decoded and passed over, for Arrow has
   *     no choice of row groups in Java
   * @param batchRows most rows in memory at once
   * @throws IOException if the file cannot be read; the message names it
   */
  ShardScan(BufferAllocator allocator, Shard shard, long firstRow, long batchRows)
      throws IOException {
    this.shard = shard;
    this.rowsToSkip = firstRow;
    try {
      FileSystemDatasetFactory factory =
          opened(
              new FileSystemDatasetFactory(
                  allocator,
                  NativeMemoryPool.getDefault(),
                  FileFormat.PARQUET,
                  shard.file().toUri().toString()));
      Dataset dataset = opened(factory.finish());
      Scanner scanner = opened(dataset.newScan(new ScanOptions(batchRows, Optional.of(COLUMNS))));
      reader = opened(scanner.scanBatches());
      batch = reader.getVectorSchemaRoot();
    } catch (IOException | RuntimeException e) {
      IOException damaged = damaged(e);
      AutoCloseables.close(damaged, resources);
      throw damaged;
    }
  }

  private <T extends AutoCloseable> T opened(T resource) {
    resources.push(resource);
    return resource;
  }

  /**
   * The rows of the next batch.
   *
   * @return none after the last
   * @throws IOException if the file is damaged; the message names it
   */
  List<Row> next() throws IOException {
    try {
      while (reader.loadNextBatch()) {
        int first = (int) Math.min(rowsToSkip, batch.getRowCount());
        rowsToSkip -= first;
        if (first < batch.getRowCount()) {
          return rows(first);
        }
      }
      return List.of();
    } catch (IOException | RuntimeException e) {
      throw damaged(e);
    }
  }

  private List<Row> rows(int first) throws IOException {
    ListVector ids = (ListVector) batch.getVector("input_ids");
    if (ids.getNullCount() + ids.getDataVector().getNullCount() > 0) {
      throw new IOException("input_ids has nulls");
    }
    VarCharVector id = (VarCharVector) batch.getVector("id");
    VarCharVector language = (VarCharVector) batch.getVector("language");
    BigIntVector bytes = (BigIntVector) batch.getVector("bytes");
    List<Row> rows = new ArrayList<>(batch.getRowCount() - first);
    for (int row = first; row < batch.getRowCount(); row++) {
      rows.add(new Row(text(id, row), text(language, row), bytes.get(row), tokens(ids, row)));
    }
    return rows;
  }

  private static int[] tokens(ListVector ids, int row) {
    int start = ids.getElementStartIndex(row);
    int[] tokens = new int[ids.getElementEndIndex(row) - start];
    ((IntVector) ids.getDataVector())
        .getDataBuffer()
        .nioBuffer((long) start * Integer.BYTES, tokens.length * Integer.BYTES)
        .order(ByteOrder.nativeOrder())
        .asIntBuffer()
        .get(tokens);
    return tokens;
  }

  private static String text(VarCharVector vector, int row) {
    return new String(vector.get(row), StandardCharsets.UTF_8);
  }

  private IOException damaged(Exception cause) {
    return new IOException(
        shard.file() + ": not a readable shard (" + cause.getMessage() + ")", cause);
  }

  @Override
  public void close() throws IOException {
    try {
      AutoCloseables.close(resources);
    } catch (Exception e) {
      throw new IOException(shard.file() + ": closing failed", e);
    }
  }
}
