package io.millrace.transforms.deadletter;

import io.millrace.io.document.DeadLetter;
import io.millrace.io.warc.RawRecord;
import io.millrace.io.warc.RawRecords;
import io.millrace.io.warc.WarcLimits;
import io.millrace.transforms.read.SeekableFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Reads the records at one place of a file again and gives each to the letters that bear its id.
 * Where several records of a gzip member have the same URL and body, it is the first of them.
 */
final class AttachRecordsFn extends DoFn<KV<KV<String, Long>, Iterable<DeadLetter>>, DeadLetter> {
  private final WarcLimits limits;

  AttachRecordsFn(WarcLimits limits) {
    this.limits = limits;
  }

  @ProcessElement
  public void processElement(
      @Element KV<KV<String, Long>, Iterable<DeadLetter>> place,
      OutputReceiver<DeadLetter> output) {
    List<DeadLetter> letters = new ArrayList<>();
    long heldBytes = 0;
    for (DeadLetter letter : place.getValue()) {
      letters.add(letter);
      heldBytes += letter.payload().length;
      // A member of a whole crawl may have more letters than fit in memory.
      if (heldBytes >= limits.maxRecordBytes()) {
        attach(letters, output);
        letters.clear();
        heldBytes = 0;
      }
    }
    if (!letters.isEmpty()) {
      attach(letters, output);
    }
  }

  /** Completes letters that come from one place. */
  private void attach(List<DeadLetter> letters, OutputReceiver<DeadLetter> output) {
    String path = letters.get(0).source();
    long offset = letters.get(0).offset();
    Map<String, List<DeadLetter>> waiting = new HashMap<>();
    for (DeadLetter letter : letters) {
      waiting.computeIfAbsent(letter.id(), id -> new ArrayList<>()).add(letter);
    }
    String obstacle = "the file no longer holds it there";
    try {
      readAgain(path, offset, waiting, output);
    } catch (IOException e) {
      obstacle = e.toString();
    }
    String note =
        " (the payload is not the record but what the stage was given; reading the record again failed: "
            + obstacle
            + ")";
    for (List<DeadLetter> lost : waiting.values()) {
      lost.forEach(letter -> output.output(letter.withReason(letter.reason() + note)));
    }
  }

  /** Gives out the letters whose records are found, and leaves those that wait in vain. */
  private void readAgain(
      String path,
      long offset,
      Map<String, List<DeadLetter>> waiting,
      OutputReceiver<DeadLetter> output)
      throws IOException {
    try (RawRecords records = RawRecords.open(SeekableFile.open(path), path, offset, limits)) {
      while (!waiting.isEmpty()) {
        Optional<RawRecord> record = records.next();
        if (record.isEmpty()) {
          return;
        }
        List<DeadLetter> found = waiting.remove(record.get().id().toString());
        if (found != null) {
          byte[] bytes = record.get().bytes().bytes();
          found.forEach(letter -> output.output(letter.withRecord(bytes)));
        }
      }
    }
  }
}
