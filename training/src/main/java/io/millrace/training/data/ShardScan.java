package io.millrace.training.data;

import java.io.IOException;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.arrow.dataset.file.FileFormat;
import org.apache.arrow.dataset.file.FileSystemDatasetFactory;
import org.apache.arrow.dataset.jni.NativeMemoryPool;
import org.apache.arrow.dataset.scanner.ScanOptions;
import org.apache.arrow.dataset.scanner.Scanner;
import org.apache.arrow.dataset.source.Dataset;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.util.Text;

/** Reads the rows of one shard in order with Arrow, a batch at a time. */
final class ShardScan implements AutoCloseable {
  private static final String[] COLUMNS = {"input_ids", "bytes", "id", "language"};

  private final Shard shard;
  private final FileSystemDatasetFactory factory;
  private final Dataset dataset;
  private final Scanner scanner;
  private final ArrowReader reader;
  private VectorSchemaRoot batch;
  private int rowInBatch;

  /**
   * @param batchRows most rows in memory at once
   * @throws IOException if the file cannot be read; the message names it
   */
  ShardScan(BufferAllocator allocator, Shard shard, long batchRows) throws IOException {
    this.shard = shard;
    try {
      factory =
          new FileSystemDatasetFactory(
              allocator,
              NativeMemoryPool.getDefault(),
              FileFormat.PARQUET,
              shard.file().toUri().toString());
      dataset = factory.finish();
      scanner = dataset.newScan(new ScanOptions(batchRows, Optional.of(COLUMNS)));
      reader = scanner.scanBatches();
      batch = reader.getVectorSchemaRoot();
    } catch (RuntimeException e) {
      throw damaged(e);
    }
    for (String column : COLUMNS) {
      if (batch.getVector(column) == null) {
        throw new IOException(shard.file() + ": no column " + column);
      }
    }
  }

  /**
   * The next row.
   *
   * @throws NoSuchElementException after the last
   */
  Row next() throws IOException {
    advance();
    int row = rowInBatch++;
    ListVector ids = (ListVector) batch.getVector("input_ids");
    IntVector values = (IntVector) ids.getDataVector();
    int start = ids.getElementStartIndex(row);
    int[] tokens = new int[ids.getElementEndIndex(row) - start];
    Arrays.setAll(tokens, i -> values.get(start + i));
    return new Row(
        text("id", row),
        text("language", row),
        ((BigIntVector) batch.getVector("bytes")).get(row),
        tokens);
  }

  /** Passes over rows. */
  void skip(long rows) throws IOException {
    long left = rows;
    while (left > 0) {
      advance();
      int passed = (int) Math.min(left, batch.getRowCount() - rowInBatch);
      rowInBatch += passed;
      left -= passed;
    }
  }

  private void advance() throws IOException {
    try {
      while (rowInBatch >= batch.getRowCount()) {
        if (!reader.loadNextBatch()) {
          throw new NoSuchElementException(shard.file() + " has no further row");
        }
        rowInBatch = 0;
      }
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private String text(String column, int row) {
    FieldVector vector = batch.getVector(column);
    return ((Text) ((VarCharVector) vector).getObject(row)).toString();
  }

  private IOException damaged(Exception cause) {
    return new IOException(
        shard.file() + ": not a readable Parquet file (" + cause.getMessage() + ")", cause);
  }

  @Override
  public void close() throws IOException {
    try {
      reader.close();
      scanner.close();
      dataset.close();
      factory.close();
    } catch (Exception e) {
      throw new IOException(shard.file() + ": closing failed", e);
    }
  }
}
