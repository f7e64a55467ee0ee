package io.millrace.transforms.read;

import io.millrace.io.document.DeadLetter;
import io.millrace.io.document.DeadLetter.PayloadType;
import io.millrace.io.warc.Capture;
import io.millrace.io.warc.Damaged;
import io.millrace.io.warc.Damaged.Extent;
import io.millrace.io.warc.RobotsDirectives;
import io.millrace.io.warc.Skipped;
import io.millrace.io.warc.WarcEntry;
import io.millrace.io.warc.WarcLimits;
import io.millrace.io.warc.WarcReader;
import io.millrace.transforms.read.ReadCaptures.NoArchive;
import io.millrace.transforms.stage.CountKey;
import io.millrace.transforms.stage.CountKey.Fate;
import io.millrace.transforms.stage.CountsFn;
import io.millrace.transforms.stage.CpuTime;
import io.millrace.transforms.stage.DeadLetters;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.Tally;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Locale;
import java.util.Optional;

/** Reads the records that start in a range, and counts what they are. */
final class ReadRangeFn extends CountsFn<FileRange, Capture> {
  private static final String NO_ARCHIVE_REASON = "noarchive";

  private final WarcLimits limits;
  private final NoArchive noArchive;

  ReadRangeFn(WarcLimits limits, NoArchive noArchive) {
    this.limits = limits;
    this.noArchive = noArchive;
  }

  @ProcessElement
  public void processElement(@Element FileRange part, MultiOutputReceiver outputs)
      throws IOException {
    try (SeekableByteChannel file = SeekableFile.open(part.path());
        WarcReader reader = WarcReader.open(file, part.path(), part.range(), limits)) {
      long intact = 0;
      long damaged = 0;
      long start = CpuTime.nanos();
      Optional<WarcEntry> entry = reader.next();
      while (entry.isPresent()) {
        long nanos = CpuTime.nanos() - start;
        intact += entry.get() instanceof Damaged ? 0 : 1;
        damaged += isDamagedRecord(entry.get()) ? 1 : 0;
        output(entry.get(), nanos, outputs);
        start = CpuTime.nanos();
        entry = reader.next();
      }
      countByFile(ReadCaptures.FILE_RECORDS, part.path(), intact);
      countByFile(ReadCaptures.FILE_DAMAGE, part.path(), damaged);
    }
  }

  private static boolean isDamagedRecord(WarcEntry entry) {
    return entry instanceof Damaged damaged && damaged.extent() != Extent.GAP;
  }

  /** A file counts even if it has nothing. */
  private void countByFile(String stage, String path, long records) {
    counts().add(new CountKey(stage, Fate.KEPT, path, ""), new Tally(records, 0, 0, 0));
  }

  private void output(WarcEntry entry, long nanos, MultiOutputReceiver outputs) {
    if (entry instanceof Capture capture) {
      output(capture, nanos, outputs);
    } else if (entry instanceof Skipped skipped) {
      count(Fate.DROPPED, skipped.reason().name().toLowerCase(Locale.ROOT), 0, nanos);
    } else if (entry instanceof Damaged damaged) {
      outputs.get(StageTags.DEAD_LETTERS).output(deadLetter(damaged));
      count(Fate.DEAD_LETTERED, "", 0, nanos);
    }
  }

  private void output(Capture capture, long nanos, MultiOutputReceiver outputs) {
    boolean isLeftOut;
    try {
      isLeftOut = noArchive == NoArchive.LEAVE_OUT && RobotsDirectives.forbidArchiving(capture);
    } catch (RuntimeException e) {
      outputs.get(StageTags.DEAD_LETTERS).output(DeadLetters.of(capture, ReadCaptures.STAGE, e));
      count(Fate.DEAD_LETTERED, "", 0, nanos);
      return;
    }
    if (isLeftOut) {
      count(Fate.DROPPED, NO_ARCHIVE_REASON, capture.payload().length(), nanos);
    } else {
      outputs.get(ReadCaptures.CAPTURES).output(capture);
      count(Fate.KEPT, "", capture.payload().length(), nanos);
    }
  }

  private void count(Fate fate, String reason, long bytes, long nanos) {
    counts().add(new CountKey(ReadCaptures.STAGE, fate, reason, ""), new Tally(1, bytes, 0, nanos));
  }

  private static DeadLetter deadLetter(Damaged damaged) {
    String reason =
        damaged.isComplete()
            ? damaged.reason()
            : damaged.reason()
                + " (the payload is the first of "
                + damaged.rawLength()
                + " damaged bytes)";
    return new DeadLetter(
        ReadCaptures.STAGE,
        damaged.warcFile(),
        damaged.warcOffset(),
        "",
        reason,
        "",
        damaged.extent() == Extent.RECORD ? PayloadType.RECORD : PayloadType.FRAGMENT,
        damaged.raw().bytes());
  }
}
