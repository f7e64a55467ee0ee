package io.millrace.training.export;

import io.millrace.io.manifest.DataFile;
import io.millrace.io.manifest.Manifest;
import io.millrace.io.tokenizer.ByteTokenizer;
import io.millrace.io.tokenizer.Tokenizer;
import io.millrace.io.tokenizer.Tokenizers;
import io.millrace.training.checkpoint.Checkpoint;
import io.millrace.training.checkpoint.CheckpointFolder;
import io.millrace.training.checkpoint.CheckpointFolder.Saved;
import io.millrace.training.checkpoint.FileTree;
import io.millrace.training.checkpoint.SafeTensors;
import io.millrace.training.config.ModelConfig;
import io.millrace.training.loop.TrainingData;
import io.millrace.training.model.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model as training left it.
 *
 * @param source the file that says what it is: {@code checkpoint.json}, or an export's {@code
 *     manifest.json}
 * @param folder of the run or the export, where a {@code tokenizer.json} would be
 * @param config its shape
 * @param contextTokens the longest sequence it was trained on
 * @param weights in row-major order, by parameter
 * @param tokenizerSha256 of the tokenizer of its training data
 * @param step updates done; 0 if unknown
 * @param trainedTokens tokens predicted in training; 0 if unknown
 */
public record TrainedModel(
    Path source,
    Path folder,
    ModelConfig config,
    int contextTokens,
    Map<String, float[]> weights,
    String tokenizerSha256,
    int step,
    long trainedTokens) {
  private static final String CHECKPOINTS = "checkpoints";
  private static final List<Variable> WEIGHTS = List.of(Variable.WEIGHT);

  /**
   * Opens a run (its newest checkpoint), its folder of checkpoints, or one checkpoint.
   *
   * @throws IllegalArgumentException if there is none
   * @throws IOException if one is there and damaged
   */
  public static TrainedModel ofRun(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath().normalize();
    if (Files.exists(absolute.resolve(CheckpointFolder.MANIFEST))) {
      Checkpoint checkpoint = CheckpointFolder.load(absolute, WEIGHTS);
      return of(absolute, checkpoint);
    }
    Path inRun = absolute.resolve(CHECKPOINTS);
    Optional<Saved> newest =
        new CheckpointFolder(Files.isDirectory(inRun) ? inRun : absolute, 1).latest(WEIGHTS);
    if (newest.isEmpty()) {
      throw new IllegalArgumentException(
          "--checkpoint="
              + folder
              + ": no whole checkpoint there; give the output of millrace train, or one of its "
              + CHECKPOINTS);
    }
    return of(newest.get().folder(), newest.get().checkpoint());
  }

  /**
   * Opens what {@link #ofRun} does, or an export.
   *
   * @throws IllegalArgumentException if there is none
   * @throws IOException if one is there and damaged
   */
  public static TrainedModel open(Path folder) throws IOException {
    return Files.exists(folder.resolve(ExportFolder.CONFIG)) ? ofExport(folder) : ofRun(folder);
  }

  private static TrainedModel of(Path checkpointFolder, Checkpoint checkpoint) {
    Map<String, float[]> weights = new LinkedHashMap<>();
    checkpoint
        .variables()
        .get(Variable.WEIGHT)
        .forEach((name, entry) -> weights.put(name, entry.values()));
    return new TrainedModel(
        checkpointFolder.resolve(CheckpointFolder.MANIFEST),
        checkpointFolder.resolve("..").resolve("..").normalize(),
        checkpoint.state().config().model(),
        checkpoint.state().config().maxSequenceTokens(),
        weights,
        checkpoint.state().tokenizerSha256(),
        checkpoint.state().step(),
        checkpoint.state().trainedTokens());
  }

  private static TrainedModel ofExport(Path folder) throws IOException {
    Path source = folder.resolve(Manifest.FILE_NAME);
    if (!Files.exists(source)) {
      throw new IOException(source + ": missing; give a finished output of millrace export");
    }
    Manifest manifest = Manifest.fromJson(Files.readAllBytes(source), source.toString());
    if (manifest.tokenizer() == null) {
      throw new IOException(source + ": names no tokenizer; give the output of millrace export");
    }
    Path config = checked(folder, ExportFolder.CONFIG, manifest);
    LlamaConfig llama = LlamaConfig.fromJson(Files.readAllBytes(config), config.toString());
    Path weights = checked(folder, ExportFolder.WEIGHTS, manifest);
    try {
      return new TrainedModel(
          source,
          folder,
          llama.model(),
          llama.contextTokens(),
          LlamaLayout.fromLlama(llama.model(), SafeTensors.read(weights)),
          manifest.tokenizer().sha256(),
          manifest.counts().getOrDefault(ExportFolder.STEPS, 0L).intValue(),
          manifest.counts().getOrDefault(ExportFolder.TRAINED_TOKENS, 0L));
    } catch (IllegalArgumentException e) {
      throw new IOException(weights + ": " + e.getMessage(), e);
    }
  }

  private static Path checked(Path folder, String name, Manifest manifest) throws IOException {
    Path file = folder.resolve(name);
    Optional<String> expected =
        manifest.files().stream()
            .filter(each -> each.path().equals(name))
            .map(DataFile::sha256)
            .findFirst();
    if (expected.isEmpty() || !FileTree.sha256(file).equals(expected.get())) {
      throw new IOException(file + ": differs from its checksum in " + Manifest.FILE_NAME);
    }
    return file;
  }

  /**
   * Opens the tokenizer of the training data.
   *
   * @param given its definition; null for the copy that lies beside the model
   * @throws IllegalArgumentException if it cannot be found, or is another
   */
  public Tokenizer openTokenizer(Path given) throws IOException {
    Optional<Path> file = tokenizerFile(given);
    return file.isPresent()
        ? Tokenizers.open(Files.readAllBytes(file.get()), file.get().toString())
        : new ByteTokenizer();
  }

  /**
   * The definition of the training data's tokenizer.
   *
   * @param given where it is; null for the copy that lies beside the model
   * @return empty if tokens are bytes
   * @throws IllegalArgumentException if it cannot be found, or is another
   */
  Optional<Path> tokenizerFile(Path given) throws IOException {
    boolean bytes = tokenizerSha256.equals(new ByteTokenizer().sha256());
    if (bytes && given != null) {
      throw new IllegalArgumentException(
          "--tokenizer=" + given + ": this model's tokens are bytes; leave the option out");
    }
    if (bytes) {
      return Optional.empty();
    }
    Path file = given == null ? folder.resolve(TrainingData.TOKENIZER_FILE) : given;
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          file + ": missing; give the tokenizer.json of the training data by --tokenizer=FILE");
    }
    if (!FileTree.sha256(file).equals(tokenizerSha256)) {
      throw new IllegalArgumentException(
          file
              + ": not the tokenizer that the model was trained with, whose SHA-256 is "
              + tokenizerSha256
              + "; give that one by --tokenizer=FILE");
    }
    return Optional.of(file);
  }
}
