package io.millrace.jobs.summary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.transforms.sample.DropSample;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** The dropped texts that a summary shows. */
final class DropSamples {
  private static final String KEY = "dropped_samples";
  private static final Comparator<DropSample> ORDER =
      Comparator.comparing(DropSample::stage)
          .thenComparing(DropSample::reason)
          .thenComparing(DropSample.BY_HASH);

  private DropSamples() {}

  /** Adds them, each once; nothing if there are none. */
  static void write(ObjectNode summary, List<DropSample> samples) {
    if (samples.isEmpty()) {
      return;
    }
    ArrayNode list = summary.putArray(KEY);
    samples.stream()
        .sorted(ORDER)
        .distinct()
        .forEach(
            sample ->
                list.addObject()
                    .put("stage", sample.stage())
                    .put("reason", sample.reason())
                    .put("id", sample.id())
                    .put("language", sample.language())
                    .put("value", sample.value())
                    .put("threshold", sample.threshold())
                    .put("text", sample.text()));
  }

  /**
   * Removes those of some documents.
   *
   * @return whether there were any
   */
  static boolean remove(ObjectNode summary, Set<String> ids) {
    boolean any = false;
    for (Iterator<JsonNode> samples = summary.path(KEY).elements(); samples.hasNext(); ) {
      if (ids.contains(samples.next().path("id").asText())) {
        samples.remove();
        any = true;
      }
    }
    return any;
  }
}
