package io.millrace.jobs.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/** Tells of what could not be read or threw. */
final class InspectDeadLetters {
  private InspectDeadLetters() {}

  static Findings findings(Path file, Limits limits) throws IOException {
    SortedMap<String, Long> byStage = new TreeMap<>();
    List<Map<String, Object>> samples = new ArrayList<>();
    List<GenericRecord> letters = read(file);
    for (GenericRecord letter : letters) {
      byStage.merge(letter.get("stage").toString(), 1L, Long::sum);
      if (samples.size() < limits.samples()) {
        samples.add(describe(letter));
      }
    }
    return new Findings()
        .fact("kind", "dead letters")
        .fact("bytes", Files.size(file))
        .fact("rows", letters.size())
        .part("stages", byStage)
        .part("samples", samples);
  }

  /** Where a letter comes from and why it is one. */
  static Map<String, Object> describe(GenericRecord letter) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (String field : List.of("stage", "reason", "id", "source", "offset")) {
      Object value = letter.get(field);
      row.put(field, value instanceof Long ? value : value.toString());
    }
    return row;
  }

  /**
   * The letters of a file.
   *
   * @throws IOException if it is none of dead letters; the message names it
   */
  static List<GenericRecord> read(Path file) throws IOException {
    List<GenericRecord> letters = new ArrayList<>();
    try (DataFileReader<GenericRecord> reader =
        new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
      for (GenericRecord letter : reader) {
        letter.put("payload", null);
        letters.add(letter);
      }
    } catch (IOException | AvroRuntimeException e) {
      throw new IOException(file + ": not a file of dead letters (" + e.getMessage() + ")", e);
    }
    return letters;
  }
}
