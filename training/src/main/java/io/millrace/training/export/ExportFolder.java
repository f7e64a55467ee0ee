package io.millrace.training.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.io.manifest.CodeVersion;
import io.millrace.io.manifest.DataFile;
import io.millrace.io.manifest.InputFile;
import io.millrace.io.manifest.Manifest;
import io.millrace.io.manifest.TokenizerInfo;
import io.millrace.io.shard.ShardSchema;
import io.millrace.io.tokenizer.Tokenizer;
import io.millrace.io.tokenizer.bpe.TokenizerJson;
import io.millrace.training.checkpoint.FileTree;
import io.millrace.training.checkpoint.SafeTensors;
import io.millrace.training.loop.TrainingData;
import io.millrace.training.runtime.SavedModelWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A model in forms that others load: in Llama's layout for Hugging Face's libraries, and as
 * TensorFlow's SavedModel. The folder is written beside its place and renamed, so that it is there
 * wholly or not at all.
 */
public final class ExportFolder {
  static final String CONFIG = "config.json";
  static final String WEIGHTS = "model.safetensors";
  static final String STEPS = "steps";
  static final String TRAINED_TOKENS = "trained_tokens";

  private static final String TOKENIZER = TrainingData.TOKENIZER_FILE;
  private static final String TOKENIZER_CONFIG = "tokenizer_config.json";
  private static final String SAVED_MODEL = "saved_model";
  private static final Set<String> OWN =
      Set.of(CONFIG, WEIGHTS, TOKENIZER, TOKENIZER_CONFIG, SAVED_MODEL, Manifest.FILE_NAME);

  /** Hugging Face's loaders refuse files that do not say so. */
  private static final Map<String, String> METADATA = Map.of("format", "pt");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path folder;
  private final TrainedModel model;

  /**
   * @param folder to be written
   * @param model to be exported
   */
  public ExportFolder(Path folder, TrainedModel model) {
    this.folder = folder.toAbsolutePath().normalize();
    this.model = model;
  }

  /** Whether the folder holds this model already. */
  public boolean isFinished() throws IOException {
    Path file = folder.resolve(Manifest.FILE_NAME);
    return Files.exists(file)
        && Manifest.fromJson(Files.readAllBytes(file), file.toString())
            .answers(new TreeMap<>(), inputs());
  }

  /** Whether the folder holds nothing, or is not there. */
  public boolean isFree() throws IOException {
    return entries().isEmpty();
  }

  /** Names in the folder that no export writes, so that it must not be replaced. */
  public List<String> foreign() throws IOException {
    return entries().stream().filter(name -> !OWN.contains(name)).toList();
  }

  private List<String> entries() throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  /**
   * Writes the export in place of what the folder holds.
   *
   * @param tokenizerFile the definition of the model's tokenizer; null for the one beside the model
   * @return the manifest
   * @throws IllegalArgumentException if Llama's layout has no place for a parameter, or the
   *     tokenizer is another than the model's
   */
  public Manifest write(Path tokenizerFile) throws IOException {
    Path unfinished = folder.resolveSibling("." + folder.getFileName() + ".unfinished");
    FileTree.delete(unfinished);
    Files.createDirectories(unfinished);
    TokenizerInfo tokenizer;
    try (Tokenizer opened = model.openTokenizer(tokenizerFile)) {
      tokenizer = TokenizerInfo.of(opened);
    }
    writeTokenizer(unfinished, tokenizer, model.tokenizerFile(tokenizerFile));
    Files.writeString(
        unfinished.resolve(CONFIG),
        new LlamaConfig(model.config(), model.contextTokens(), tokenizer.boundaryId()).toJson());
    SafeTensors.write(
        unfinished.resolve(WEIGHTS),
        LlamaLayout.toLlama(model.config(), model.weights()),
        METADATA);
    SavedModelWriter.write(unfinished.resolve(SAVED_MODEL), model.config(), model.weights());
    List<DataFile> files = new ArrayList<>();
    for (Path file : FileTree.files(unfinished)) {
      FileTree.toDisk(file);
      files.add(FileTree.listed(unfinished, file));
    }
    Manifest manifest = manifest(tokenizer, files);
    Path manifestFile = unfinished.resolve(Manifest.FILE_NAME);
    Files.writeString(manifestFile, manifest.toJson());
    FileTree.toDisk(manifestFile);
    FileTree.toDisk(unfinished);
    Files.deleteIfExists(folder.resolve(Manifest.FILE_NAME));
    FileTree.delete(folder);
    Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    FileTree.toDisk(folder.getParent());
    return manifest;
  }

  private void writeTokenizer(Path to, TokenizerInfo tokenizer, Optional<Path> definition)
      throws IOException {
    byte[] json =
        definition.isPresent()
            ? Files.readAllBytes(definition.get())
            : TokenizerJson.ofBytes().getBytes(StandardCharsets.UTF_8);
    Files.write(to.resolve(TOKENIZER), json);
    ObjectNode config = MAPPER.createObjectNode();
    // Without it, a Llama's own tokenizer class adds tokens that are none of this vocabulary's.
    config
        .put("tokenizer_class", "PreTrainedTokenizerFast")
        .put("model_max_length", model.contextTokens())
        .put("clean_up_tokenization_spaces", false);
    for (JsonNode token : MAPPER.readTree(json).path("added_tokens")) {
      if (token.path("id").asInt() == tokenizer.boundaryId()) {
        config.put("bos_token", token.path("content").asText());
        config.put("eos_token", token.path("content").asText());
      }
    }
    Files.writeString(to.resolve(TOKENIZER_CONFIG), config.toPrettyString() + "\n");
  }

  private Manifest manifest(TokenizerInfo tokenizer, List<DataFile> files) throws IOException {
    Instant now = Instant.now(Clock.systemUTC());
    long parameters = model.weights().values().stream().mapToLong(values -> values.length).sum();
    SortedMap<String, Long> counts =
        new TreeMap<>(
            Map.of(
                STEPS,
                (long) model.step(),
                TRAINED_TOKENS,
                model.trainedTokens(),
                "parameters",
                parameters));
    return new Manifest(
        ShardSchema.FORMAT_VERSION,
        "model",
        1,
        "export-" + now.truncatedTo(ChronoUnit.SECONDS),
        now.toString(),
        CodeVersion.current(),
        new TreeMap<>(),
        inputs(),
        tokenizer,
        counts,
        Map.of(),
        files);
  }

  private List<InputFile> inputs() throws IOException {
    return List.of(
        new InputFile(
            model.source().toString(),
            Files.size(model.source()),
            Files.getLastModifiedTime(model.source()).toInstant().toString()));
  }
}
