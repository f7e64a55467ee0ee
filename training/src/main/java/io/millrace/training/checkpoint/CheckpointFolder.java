package io.millrace.training.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.training.model.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of a run, {@code step-00000100/} each: a file of safetensors for the weights and
 * for each moment, and {@code checkpoint.json} with the state and the files' checksums. A
 * checkpoint is written beside its place and renamed, so that it is there wholly or not at all.
 */
public final class CheckpointFolder {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);

  /** The file that is written last, so that a checkpoint with it is whole. */
  public static final String MANIFEST = "checkpoint.json";

  private static final String UNFINISHED = ".unfinished-";
  private static final int FORMAT_VERSION = 1;

  /** Gradients are zero between steps. */
  private static final List<Variable> KEPT =
      List.of(Variable.WEIGHT, Variable.FIRST_MOMENT, Variable.SECOND_MOMENT);

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private final Path folder;
  private final int keep;

  /**
   * @param folder made when the first checkpoint is saved
   * @param keep how many of the newest stay, at least 1
   */
  public CheckpointFolder(Path folder, int keep) {
    this.folder = folder;
    this.keep = keep;
  }

  /**
   * A checkpoint and where it was found.
   *
   * @param folder its own
   * @param checkpoint what is in it
   */
  public record Saved(Path folder, Checkpoint checkpoint) {}

  private record Manifest(
      int formatVersion, TrainingState state, SortedMap<String, String> sha256) {}

  /** The variables that checkpoints hold. */
  public static List<Variable> kept() {
    return KEPT;
  }

  /**
   * Saves a checkpoint and removes the oldest beyond the number to keep.
   *
   * @return its folder
   */
  public Path save(Checkpoint checkpoint) throws IOException {
    String name = String.format(Locale.ROOT, "step-%08d", checkpoint.state().step());
    Path unfinished = folder.resolve(UNFINISHED + name);
    Path target = folder.resolve(name);
    FileTree.delete(unfinished);
    Files.createDirectories(unfinished);
    SortedMap<String, String> sha256 = new TreeMap<>();
    for (Variable variable : KEPT) {
      Path file = unfinished.resolve(fileName(variable));
      SafeTensors.write(file, checkpoint.variables().get(variable));
      sha256.put(fileName(variable), FileTree.sha256(file));
    }
    Manifest manifest = new Manifest(FORMAT_VERSION, checkpoint.state(), sha256);
    Path manifestFile = unfinished.resolve(MANIFEST);
    Files.write(manifestFile, MAPPER.writeValueAsBytes(manifest));
    FileTree.toDisk(manifestFile);
    FileTree.toDisk(unfinished);
    FileTree.delete(target);
    Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    FileTree.toDisk(folder);
    prune();
    return target;
  }

  /**
   * Loads the newest checkpoint that is whole; others are passed over with a warning.
   *
   * @return empty if there is none
   */
  public Optional<Checkpoint> latest() throws IOException {
    return latest(KEPT).map(Saved::checkpoint);
  }

  /**
   * As {@link #latest()}, with some of the variables only.
   *
   * @param variables of those {@link #kept()}
   */
  public Optional<Saved> latest(Collection<Variable> variables) throws IOException {
    List<Path> saved = saved();
    for (int i = saved.size() - 1; i >= 0; i--) {
      try {
        return Optional.of(new Saved(saved.get(i), load(saved.get(i), variables)));
      } catch (IOException e) {
        LOG.warn("Passing over the checkpoint {}: {}", saved.get(i), e.getMessage());
      }
    }
    return Optional.empty();
  }

  /**
   * Loads a checkpoint.
   *
   * @param checkpoint its folder
   * @param wanted which of the variables, of those {@link #kept()}
   * @throws IOException if it is not whole; the message names the file
   */
  public static Checkpoint load(Path checkpoint, Collection<Variable> wanted) throws IOException {
    Manifest manifest = verified(checkpoint, wanted);
    Map<Variable, Map<String, SafeTensors.Entry>> variables = new EnumMap<>(Variable.class);
    for (Variable variable : wanted) {
      variables.put(variable, SafeTensors.read(checkpoint.resolve(fileName(variable))));
    }
    return new Checkpoint(manifest.state(), variables);
  }

  /**
   * Requires that a checkpoint is whole.
   *
   * @param checkpoint its folder
   * @param wanted which of the variables must be there
   * @throws IOException if it is not; the message names the file
   */
  public static void check(Path checkpoint, Collection<Variable> wanted) throws IOException {
    verified(checkpoint, wanted);
  }

  private static Manifest verified(Path checkpoint, Collection<Variable> wanted)
      throws IOException {
    Path file = checkpoint.resolve(MANIFEST);
    Manifest manifest;
    try {
      manifest = MAPPER.readValue(Files.readAllBytes(file), Manifest.class);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": missing; the checkpoint was not finished", e);
    } catch (JsonProcessingException e) {
      throw new IOException(file + ": damaged (" + e.getOriginalMessage() + ")", e);
    }
    if (manifest.formatVersion() != FORMAT_VERSION) {
      throw new IOException(file + ": of format version " + manifest.formatVersion());
    }
    for (Variable variable : wanted) {
      Path tensors = checkpoint.resolve(fileName(variable));
      if (!Files.exists(tensors)) {
        throw new IOException(tensors + ": missing");
      }
      if (!FileTree.sha256(tensors).equals(manifest.sha256().get(fileName(variable)))) {
        throw new IOException(tensors + ": differs from its checksum");
      }
    }
    return manifest;
  }

  private List<Path> saved() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> all = entries.sorted().toList();
      all.stream()
          .filter(entry -> entry.getFileName().toString().startsWith(UNFINISHED))
          .forEach(entry -> LOG.warn("Ignoring the unfinished checkpoint {}", entry));
      return all.stream()
          .filter(entry -> entry.getFileName().toString().matches("step-\\d{8,}"))
          .toList();
    }
  }

  private void prune() throws IOException {
    List<Path> saved = saved();
    for (Path old : saved.subList(0, Math.max(0, saved.size() - keep))) {
      FileTree.delete(old);
    }
  }

  /** The file of a variable in a checkpoint. */
  public static String fileName(Variable variable) {
    return variable.label() + ".safetensors";
  }
}
