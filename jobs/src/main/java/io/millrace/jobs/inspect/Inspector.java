package io.millrace.jobs.inspect;

import io.millrace.jobs.query.DataSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out what a file or folder is, and tells of it. */
public final class Inspector {
  private Inspector() {}

  /**
   * Tells of a file or folder on this machine.
   *
   * @param path that is there
   * @param limits how much to tell
   * @return first what it is
   * @throws IllegalArgumentException if it is nothing that Millrace knows
   * @throws IOException if it is, but damaged
   */
  public static Findings inspect(Path path, Limits limits) throws IOException {
    Findings findings = new Findings().fact("path", path.toString());
    return findings.all(Files.isDirectory(path) ? folder(path, limits) : file(path, limits));
  }

  private static Findings folder(Path path, Limits limits) throws IOException {
    if (Files.exists(path.resolve(InspectModel.CHECKPOINT))) {
      return InspectModel.checkpoint(path);
    }
    Findings findings =
        DataSet.isAt(path)
            ? new InspectDataSet(DataSet.open(path), limits).findings()
            : new Findings();
    if (Files.isDirectory(path.resolve(InspectModel.CHECKPOINTS))) {
      return findings.all(InspectModel.checkpoints(path));
    }
    if (Files.exists(path.resolve(InspectModel.EXPORT))) {
      return findings.all(InspectModel.export(path));
    }
    if (DataSet.isAt(path)) {
      return findings;
    }
    throw new IllegalArgumentException(
        path
            + " has no manifest.json, checkpoint.json or config.json; name an output of a command, a checkpoint or a file in it");
  }

  private static Findings file(Path path, Limits limits) throws IOException {
    String name = path.getFileName().toString();
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return switch (ending) {
      case "parquet" -> InspectParquet.findings(path, limits);
      case "avro" -> InspectDeadLetters.findings(path, limits);
      case "safetensors" -> InspectModel.weights(path);
      case "bin", "ftz" -> InspectModel.fastText(path);
      case "json" -> InspectModel.tokenizer(path);
      default ->
          throw new IllegalArgumentException(
              path
                  + " is no file that can be told of: those end in .parquet, .avro, .safetensors, .bin, .ftz or, a tokenizer, .json");
    };
  }
}
