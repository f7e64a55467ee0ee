package io.millrace.jobs.summary;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.transforms.dedup.sketch.LshBands;
import io.millrace.transforms.dedup.sketch.SketchScheme;

/** How a manifest says how its signatures were made. */
public final class SketchSchemeJson {
  /** Its key among the manifest's details. */
  public static final String KEY = "signatures";

  private SketchSchemeJson() {}

  static JsonNode of(SketchScheme scheme) {
    return RunJson.object()
        .put("bands", scheme.bands().bands())
        .put("rows", scheme.bands().rows())
        .put("shingle_words", scheme.shingleWords())
        .put("version", scheme.version());
  }

  /**
   * Reads it back.
   *
   * @throws IllegalArgumentException if {@code json} is not of this form
   */
  public static SketchScheme parse(JsonNode json) {
    return new SketchScheme(
        new LshBands(json.path("bands").asInt(), json.path("rows").asInt()),
        json.path("shingle_words").asInt(),
        json.path("version").asText());
  }
}
