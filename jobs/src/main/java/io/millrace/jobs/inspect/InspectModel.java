package io.millrace.jobs.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.io.tokenizer.Tokenizer;
import io.millrace.io.tokenizer.Tokenizers;
import io.millrace.transforms.language.fasttext.FastTextModel;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tells of models: checkpoints, weights, exports, language models, tokenizers. */
final class InspectModel {
  static final String CHECKPOINT = "checkpoint.json";
  static final String EXPORT = "config.json";
  static final String CHECKPOINTS = "checkpoints";
  private static final String WEIGHTS = "weight.safetensors";
  private static final String EXPORTED_WEIGHTS = "model.safetensors";
  private static final String METADATA = "__metadata__";
  private static final int MAX_HEADER_BYTES = 100_000_000; // The safetensors format's own limit.
  private static final int SHOWN_LABELS = 20;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private InspectModel() {}

  /** A training run's checkpoints, the earliest first. */
  static Findings checkpoints(Path run) throws IOException {
    List<Map<String, Object>> rows = new ArrayList<>();
    try (Stream<Path> folders = Files.list(run.resolve(CHECKPOINTS))) {
      for (Path folder : folders.sorted().toList()) {
        if (Files.exists(folder.resolve(CHECKPOINT))) {
          JsonNode state = MAPPER.readTree(folder.resolve(CHECKPOINT).toFile()).path("state");
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("checkpoint", CHECKPOINTS + "/" + folder.getFileName());
          row.put("step", state.path("step").asLong());
          row.put("loss", state.path("loss").decimalValue());
          row.put("trained_tokens", state.path("trained_tokens").asLong());
          row.put("bytes", bytes(folder));
          rows.add(row);
        }
      }
    }
    return new Findings().part("checkpoints", rows);
  }

  private static long bytes(Path folder) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  /** A checkpoint: where the training stood, how the model is made, its tensors. */
  static Findings checkpoint(Path folder) throws IOException {
    JsonNode checkpoint = MAPPER.readTree(folder.resolve(CHECKPOINT).toFile());
    Findings findings = new Findings().fact("kind", "checkpoint").fact("bytes", bytes(folder));
    JsonNode state = checkpoint.path("state");
    addFacts(findings, state);
    findings.part("position", state.path("position"));
    addFacts(findings, state.path("config"));
    state.path("config").properties().stream()
        .filter(part -> part.getValue().isObject())
        .forEach(part -> findings.part(part.getKey(), part.getValue()));
    return findings.all(tensors(folder.resolve(WEIGHTS)));
  }

  /** An exported model: its shape and tensors. */
  static Findings export(Path folder) throws IOException {
    Findings findings = new Findings().fact("kind", "exported model");
    addFacts(findings, MAPPER.readTree(folder.resolve(EXPORT).toFile()));
    return findings.all(tensors(folder.resolve(EXPORTED_WEIGHTS)));
  }

  private static void addFacts(Findings findings, JsonNode node) {
    node.properties().stream()
        .filter(field -> field.getValue().isValueNode())
        .forEach(field -> findings.fact(field.getKey(), field.getValue()));
  }

  /** A file of weights. */
  static Findings weights(Path file) throws IOException {
    return new Findings()
        .fact("kind", "safetensors file")
        .fact("bytes", Files.size(file))
        .all(tensors(file));
  }

  private static Findings tensors(Path file) throws IOException {
    JsonNode header = header(file);
    List<Map<String, Object>> tensors = new ArrayList<>();
    long parameters = 0;
    for (Map.Entry<String, JsonNode> tensor : header.properties()) {
      if (!tensor.getKey().equals(METADATA)) {
        long values = 1;
        for (JsonNode dimension : tensor.getValue().path("shape")) {
          values *= dimension.asLong();
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("tensor", tensor.getKey());
        row.put("type", tensor.getValue().path("dtype").asText());
        row.put("shape", tensor.getValue().path("shape"));
        row.put("parameters", values);
        tensors.add(row);
        parameters += values;
      }
    }
    return new Findings().fact("parameters", parameters).part("tensors", tensors);
  }

  /** The header's length in eight bytes, little endian, then the header as JSON. */
  private static JsonNode header(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DataInputStream data = new DataInputStream(in)) {
      long length = Long.reverseBytes(data.readLong());
      if (length < 2 || length > Math.min(MAX_HEADER_BYTES, Files.size(file))) {
        throw new IOException("a header of " + length + " bytes");
      }
      byte[] json = new byte[(int) length];
      data.readFully(json);
      return MAPPER.readTree(new String(json, StandardCharsets.UTF_8));
    } catch (EOFException e) {
      throw new IOException(file + ": not a safetensors file (it ends in its header)", e);
    } catch (IOException e) {
      throw new IOException(file + ": not a safetensors file (" + e.getMessage() + ")", e);
    }
  }

  /** A fastText model that labels languages. */
  static Findings fastText(Path file) throws IOException {
    List<String> labels = FastTextModel.load(file).labels();
    return new Findings()
        .fact("kind", "fastText model")
        .fact("bytes", Files.size(file))
        .fact("labels", labels.size())
        .fact("first_labels", labels.subList(0, Math.min(SHOWN_LABELS, labels.size())));
  }

  /** A vocabulary. */
  static Findings tokenizer(Path file) throws IOException {
    try (Tokenizer tokenizer = Tokenizers.open(Files.readAllBytes(file), file.toString())) {
      return new Findings()
          .fact("kind", tokenizer.kind())
          .fact("bytes", Files.size(file))
          .fact("vocabulary_size", tokenizer.vocabularySize())
          .fact("boundary_id", tokenizer.boundaryId())
          .fact("sha256", tokenizer.sha256());
    }
  }
}
