package io.millrace.io.manifest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run left: written last, so that a folder with a manifest is complete.
 *
 * @param formatVersion of the files, see {@code docs/format.md}
 * @param kind {@code documents}, {@code shards}, {@code tokenizer} or {@code model}
 * @param generation 1 for a data set's first state, one more for each that a later run or a
 *     takedown made of it
 * @param runId the run's name
 * @param created when the run ended (ISO 8601, UTC)
 * @param codeVersion the Millrace version that ran
 * @param options as the run understood them
 * @param inputs what it read, by path
 * @param tokenizer what {@code input_ids} come from; null where nothing is tokenized
 * @param counts totals by name, such as {@code documents} or {@code tokens}
 * @param details further facts of this kind of data set, such as the mixture's plan
 * @param files what it wrote, by path
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Manifest(
    int formatVersion,
    String kind,
    int generation,
    String runId,
    String created,
    String codeVersion,
    SortedMap<String, String> options,
    List<InputFile> inputs,
    TokenizerInfo tokenizer,
    SortedMap<String, Long> counts,
    Map<String, JsonNode> details,
    List<DataFile> files) {

  /** A manifest's name in its folder. */
  public static final String FILE_NAME = "manifest.json";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  /** The folder of earlier generations' manifests, below the data set's. */
  public static final String EARLIER_FOLDER = "generations";

  /** Copies the collections. */
  public Manifest {
    options = new TreeMap<>(options);
    inputs = List.copyOf(inputs);
    counts = new TreeMap<>(counts);
    details = new TreeMap<>(details);
    files = List.copyOf(files);
  }

  /** This manifest as indented JSON with snake_case keys in a fixed order. */
  public String toJson() {
    try {
      return MAPPER.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a manifest is always writable", e);
    }
  }

  /**
   * @param json as {@link #toJson} gives it
   * @param name what to call it in errors
   * @return the manifest
   * @throws IOException if it is none; the message names it
   */
  public static Manifest fromJson(byte[] json, String name) throws IOException {
    try {
      return MAPPER.readValue(json, Manifest.class);
    } catch (JsonProcessingException e) {
      throw new IOException(name + ": not a manifest (" + e.getOriginalMessage() + ")", e);
    }
  }

  /** Where this manifest lies, below the data set's folder, once a later generation has come. */
  public String earlierPath() {
    return EARLIER_FOLDER + "/manifest-" + generation + ".json";
  }

  /** This manifest as that of the next generation. */
  public Manifest next(
      String runId, String created, SortedMap<String, Long> counts, List<DataFile> files) {
    return new Manifest(
        formatVersion,
        kind,
        generation + 1,
        runId,
        created,
        codeVersion,
        options,
        inputs,
        tokenizer,
        counts,
        details,
        files);
  }

  /**
   * Whether another run of {@code options} over {@code inputs} would write the same as this one
   * did.
   */
  public boolean answers(SortedMap<String, String> options, List<InputFile> inputs) {
    return codeVersion.equals(CodeVersion.current())
        && this.options.equals(options)
        && this.inputs.equals(inputs);
  }
}
