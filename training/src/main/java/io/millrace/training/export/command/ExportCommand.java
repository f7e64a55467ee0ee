package io.millrace.training.export.command;

import io.millrace.io.manifest.DataFile;
import io.millrace.io.manifest.Manifest;
import io.millrace.training.export.ExportFolder;
import io.millrace.training.export.TrainedModel;
import io.millrace.ui.command.ExitCode;
import io.millrace.ui.command.UsageException;
import io.millrace.ui.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace export}. */
@Command(
    name = "export",
    description = {
      "Writes a checkpoint's model in forms that others load: safetensors in the Llama layout with",
      "config.json and tokenizer.json for Hugging Face's libraries, and a TensorFlow SavedModel."
    },
    footer = "bin/millrace export --checkpoint=run --output=model")
public final class ExportCommand implements Callable<Integer> {
  @Option(
      names = "--checkpoint",
      required = true,
      paramLabel = "DIR",
      description =
          "Output of millrace train, whose newest checkpoint is taken, or one of its checkpoints/step-*.")
  private Path checkpoint;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description =
          "Folder of config.json, model.safetensors, tokenizer.json, saved_model/ and manifest.json.")
  private Path output;

  @Option(
      names = "--tokenizer",
      paramLabel = "FILE",
      description =
          "The tokenizer.json of the training data, where the run has no copy of it. Bytes need none.")
  private Path tokenizer;

  @Option(names = "--overwrite", description = "Replace what --output holds of another export.")
  private boolean overwrite;

  @Override
  public Integer call() throws IOException {
    TrainedModel model;
    try {
      model = TrainedModel.ofRun(checkpoint);
      model.openTokenizer(tokenizer).close();
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
    return export(model);
  }

  private Integer export(TrainedModel model) throws IOException {
    ExportFolder folder = new ExportFolder(output, model);
    if (folder.isFinished()) {
      System.err.println(output + " holds this very model already");
      return ExitCode.SUCCESS;
    }
    check(folder);
    Manifest manifest = folder.write(tokenizer);
    Table table = new Table("file", "bytes");
    for (DataFile file : manifest.files()) {
      table.row(file.path(), file.bytes());
    }
    System.out.print(table);
    System.out.println("\nexport wrote " + output + ", the model of step " + model.step());
    return ExitCode.SUCCESS;
  }

  private void check(ExportFolder folder) throws IOException {
    if (folder.isFree()) {
      return;
    }
    List<String> foreign = folder.foreign();
    if (!foreign.isEmpty()) {
      throw new UsageException(
          "--output="
              + output
              + " holds "
              + foreign.get(0)
              + ", which no export writes; give another folder");
    }
    if (!overwrite) {
      throw new UsageException(
          "--output="
              + output
              + " holds another export; replace it by --overwrite, or give another folder");
    }
  }
}
