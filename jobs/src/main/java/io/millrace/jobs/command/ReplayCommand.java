package io.millrace.jobs.command;

import io.millrace.io.document.DeadLetter.PayloadType;
import io.millrace.io.manifest.Manifest;
import io.millrace.ui.command.Example;
import io.millrace.ui.command.ExitCode;
import io.millrace.ui.command.UsageException;
import io.millrace.ui.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code millrace replay}. */
@Command(
    name = "replay",
    description =
        "Writes the records among dead letters to a WARC file, to be curated again once what they failed of is mended.",
    footer = {
      "bin/millrace replay --data=curated --output=replay.warc.gz",
      "bin/millrace curate --append --input=replay.warc.gz --output=curated"
    })
public final class ReplayCommand implements Callable<Integer> {
  private static final byte[] RECORD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description =
          "Output of curate; of a run that failed, too, if it came to the writing of its dead letters.")
  private String data;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description =
          "The WARC file to write, replacing it; each record is a gzip member if it ends in .gz.")
  private String output;

  @Option(
      names = "--stage",
      paramLabel = "NAME",
      description = "Take the dead letters of this stage only; may be given several times.")
  @Example("extract")
  private List<String> stages = new ArrayList<>();

  private final Map<String, Counts> counts = new TreeMap<>();
  private final Set<String> written = new HashSet<>();

  /** What became of a stage's dead letters. */
  private static final class Counts {
    private long letters;
    private long records;
    private long repeated;
    private long withoutRecord;
  }

  /** Beam's own, which set its file systems up. */
  @Unmatched private List<String> beamArguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    FileSystems.setDefaultPipelineOptions(BeamOptions.parse(spec, beamArguments));
    List<String> files = files(data.replaceFirst("(?<=.)/+$", ""));
    ResourceId target = FileSystems.matchNewResource(output, false);
    ResourceId partial = FileSystems.matchNewResource(output + ".partial", false);
    try (OutputStream warc =
        Channels.newOutputStream(FileSystems.create(partial, MimeTypes.BINARY))) {
      for (String file : files) {
        replay(file, warc);
      }
    }
    FileSystems.rename(List.of(partial), List.of(target));
    System.out.print(table());
    System.out.println("\nreplay wrote " + output + "; curate --append takes it as --input");
    return ExitCode.SUCCESS;
  }

  private List<String> files(String folder) throws IOException {
    Manifest manifest = JobRun.manifest(folder);
    List<String> files =
        manifest == null
            ? Patterns.match(folder + "/**.avro").stream()
                .map(file -> file.resourceId().toString())
                .sorted()
                .toList()
            : manifest.files().stream()
                .map(file -> folder + "/" + file.path())
                .filter(path -> path.endsWith(".avro"))
                .toList();
    if (files.isEmpty()) {
      throw new UsageException("--data=" + data + " has no dead letters");
    }
    return files;
  }

  private void replay(String file, OutputStream warc) throws IOException {
    ResourceId resource = FileSystems.matchNewResource(file, false);
    try (InputStream in = Channels.newInputStream(FileSystems.open(resource));
        DataFileStream<GenericRecord> letters =
            new DataFileStream<>(in, new GenericDatumReader<>())) {
      for (GenericRecord letter : letters) {
        if (stages.isEmpty() || stages.contains(text(letter, "stage"))) {
          replay(letter, warc);
        }
      }
    } catch (RuntimeException e) {
      throw new IOException(file + ": damaged dead letters (" + e.getMessage() + ")", e);
    }
  }

  private void replay(GenericRecord letter, OutputStream warc) throws IOException {
    Counts ofStage = counts.computeIfAbsent(text(letter, "stage"), stage -> new Counts());
    ofStage.letters++;
    String record = PayloadType.RECORD.name().toLowerCase(Locale.ROOT);
    String place = text(letter, "source") + "\n" + letter.get("offset") + "\n" + text(letter, "id");
    if (!text(letter, "payload_type").equals(record)) {
      ofStage.withoutRecord++;
    } else if (!text(letter, "id").isEmpty() && !written.add(place)) {
      ofStage.repeated++;
    } else {
      ofStage.records++;
      write((ByteBuffer) letter.get("payload"), warc);
    }
  }

  private void write(ByteBuffer payload, OutputStream warc) throws IOException {
    byte[] record = new byte[payload.remaining()];
    payload.get(record);
    if (!output.endsWith(".gz")) {
      warc.write(record);
      warc.write(RECORD_END);
      return;
    }
    GZIPOutputStream member = new GZIPOutputStream(warc);
    member.write(record);
    member.write(RECORD_END);
    member.finish();
  }

  private Table table() {
    Table table =
        new Table("stage", "dead letters", "records written", "written already", "without record");
    counts.forEach(
        (stage, of) -> table.row(stage, of.letters, of.records, of.repeated, of.withoutRecord));
    return table;
  }

  private static String text(GenericRecord letter, String field) {
    return letter.get(field).toString();
  }
}
