package io.millrace.transforms.rehydrate;

import io.millrace.transforms.quality.Removals;
import io.millrace.transforms.quality.RemovalsCoder;
import io.millrace.transforms.read.ReadRows;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/** Reads the {@code statistics/} of curate runs. */
public final class ReadRemovals extends PTransform<PBegin, PCollection<Removals>> {
  private final List<String> paths;

  private ReadRemovals(List<String> paths) {
    this.paths = List.copyOf(paths);
  }

  /**
   * @param paths of Parquet files, on any file system that Beam knows
   */
  public static ReadRemovals from(List<String> paths) {
    return new ReadRemovals(paths);
  }

  @Override
  public PCollection<Removals> expand(PBegin begin) {
    return begin.apply("Read", ReadRows.from(paths, ReadRemovals::removals, RemovalsCoder.of()));
  }

  private static Removals removals(GenericRecord row) {
    return new Removals(
        row.get("language").toString(),
        (Long) row.get("cluster_size"),
        (Long) row.get("entered"),
        (Long) row.get("removed"));
  }
}
