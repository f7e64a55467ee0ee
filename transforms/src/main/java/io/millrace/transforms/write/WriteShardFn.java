package io.millrace.transforms.write;

import io.millrace.io.manifest.DataFile;
import io.millrace.io.shard.RecordWriter;
import io.millrace.io.shard.ShardSchema;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.util.MimeTypes;
import org.apache.beam.sdk.values.KV;

/**
 * Sorts a file's rows and writes them under a name of its own, so that a retried attempt never
 * meets another's file.
 */
final class WriteShardFn extends DoFn<KV<ShardKey, Iterable<ShardRow>>, StagedFile> {
  private static final Comparator<ShardRow> ORDER =
      Comparator.comparing(ShardRow::order, Long::compareUnsigned)
          .thenComparing(ShardRow::tieBreak)
          .thenComparing(ShardRow::record, Arrays::compareUnsigned);

  private final ShardSchema schema;
  private final String stagingFolder;
  private final int rowGroupRows;

  WriteShardFn(ShardSchema schema, String stagingFolder, int rowGroupRows) {
    this.schema = schema;
    this.stagingFolder = stagingFolder;
    this.rowGroupRows = rowGroupRows;
  }

  @ProcessElement
  public void processElement(
      @Element KV<ShardKey, Iterable<ShardRow>> shard, OutputReceiver<StagedFile> output)
      throws IOException {
    List<ShardRow> rows = new ArrayList<>();
    shard.getValue().forEach(rows::add);
    rows.sort(ORDER);
    ResourceId staged =
        FileSystems.matchNewResource(
            stagingFolder + "/" + UUID.randomUUID() + schema.container().suffix(), false);
    RecordWriter writer =
        RecordWriter.open(
            Channels.newOutputStream(FileSystems.create(staged, MimeTypes.BINARY)),
            schema,
            rowGroupRows);
    try (writer) {
      write(rows, writer);
    }
    output.output(
        new StagedFile(
            staged.toString(),
            new DataFile(
                shard.getKey().path(schema.container()),
                writer.rows(),
                rows.stream().mapToLong(ShardRow::tokens).sum(),
                writer.bytes(),
                writer.sha256())));
  }

  private void write(List<ShardRow> rows, RecordWriter writer) throws IOException {
    GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(schema.avro());
    BinaryDecoder decoder = null;
    for (ShardRow row : rows) {
      decoder = DecoderFactory.get().binaryDecoder(row.record(), decoder);
      writer.write(reader.read(null, decoder));
    }
  }
}
