package io.millrace.jobs.command;

import io.millrace.io.manifest.DataFile;
import io.millrace.io.manifest.Manifest;
import io.millrace.jobs.summary.Generations;
import io.millrace.transforms.takedown.TakedownList;
import io.millrace.ui.command.Example;
import io.millrace.ui.command.ExitCode;
import io.millrace.ui.command.Range;
import io.millrace.ui.command.UsageException;
import io.millrace.ui.table.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.io.FileSystems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code millrace generations}: lists a data set's generations, removes old ones, takes down. */
@Command(
    name = "generations",
    description =
        "Lists the generations of a data set; removes earlier ones, or makes one without certain documents.",
    footer = {
      "bin/millrace generations --data=curated",
      "bin/millrace generations --data=curated --remove=1",
      "bin/millrace generations --data=curated --takedown=takedown.txt"
    })
public final class GenerationsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Output of curate or rebalance.")
  private String data;

  @Option(
      names = "--remove",
      paramLabel = "INT",
      description = "Remove an earlier generation and the files that it alone has.")
  @Example("1")
  @Range(min = 1)
  private List<Integer> remove = new ArrayList<>();

  @Option(
      names = "--takedown",
      paramLabel = "FILE",
      description =
          "Addresses or ids of documents, one a line: write the files that hold one again without it, as a new generation. Earlier generations hold it until they are removed.")
  @Example("takedown.txt")
  private String takedown;

  /** Beam's own, which set its file systems up. */
  @Unmatched private List<String> beamArguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    FileSystems.setDefaultPipelineOptions(BeamOptions.parse(spec, beamArguments));
    String folder = data.replaceFirst("(?<=.)/+$", "");
    if (JobRun.manifest(folder) == null) {
      throw new UsageException(
          "--data=" + data + " is no data set: it has no " + Manifest.FILE_NAME);
    }
    Generations generations = Generations.of(folder);
    if (takedown != null) {
      TakedownList list =
          Configurations.checked(
              "--takedown", () -> TakedownList.read(LocalPaths.of("--takedown", takedown)));
      Generations.Takedown done = generations.takeDown(list);
      System.err.println(
          done.rows()
              + " rows taken out of "
              + done.files()
              + " files"
              + (done.rows() == 0 ? "; no new generation" : ""));
      generations = Generations.of(folder);
    }
    for (int number : remove) {
      try {
        generations.remove(number);
      } catch (IllegalArgumentException e) {
        throw new UsageException("--remove=" + number + ": " + e.getMessage(), e);
      }
      generations = Generations.of(folder);
    }
    System.out.print(table(generations.all()));
    return ExitCode.SUCCESS;
  }

  private static Table table(List<Manifest> generations) {
    Table table = new Table("generation", "run", "ended", "files", "rows", "bytes", "new bytes");
    Set<String> known = new HashSet<>();
    for (Manifest generation : generations) {
      List<DataFile> files = generation.files();
      long added =
          files.stream().filter(file -> known.add(file.path())).mapToLong(DataFile::bytes).sum();
      table.row(
          (long) generation.generation(),
          generation.runId(),
          generation.created(),
          (long) files.size(),
          files.stream().mapToLong(DataFile::rows).sum(),
          files.stream().mapToLong(DataFile::bytes).sum(),
          added);
    }
    return table;
  }
}
