package io.millrace.training.schedule.simulate;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.training.schedule.simulate.Timeline.Interval;
import java.io.IOException;
import java.io.OutputStream;

/** Writes a simulation as Chrome's trace events, for chrome://tracing or Perfetto. */
public final class ChromeTrace {
  private ChromeTrace() {}

  /**
   * Writes a complete event ({@code "ph": "X"}) an action, a thread a worker.
   *
   * @param microsPerUnit microseconds of the trace for a unit of the simulation's time
   * @param out not closed
   */
  public static void write(Timeline simulation, double microsPerUnit, OutputStream out)
      throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeArrayFieldStart("traceEvents");
      for (int worker = 0; worker < simulation.workers().size(); worker++) {
        writeName(json, worker);
        for (Interval interval : simulation.workers().get(worker)) {
          writeEvent(json, worker, interval, microsPerUnit);
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void writeName(JsonGenerator json, int worker) throws IOException {
    json.writeStartObject();
    json.writeStringField("ph", "M");
    json.writeStringField("name", "thread_name");
    json.writeNumberField("pid", 0);
    json.writeNumberField("tid", worker);
    json.writeObjectFieldStart("args");
    json.writeStringField("name", "device " + worker);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeEvent(
      JsonGenerator json, int worker, Interval interval, double microsPerUnit) throws IOException {
    json.writeStartObject();
    json.writeStringField("ph", "X");
    json.writeStringField("name", interval.action().toString());
    json.writeStringField(
        "cat", interval.action().kind().name().toLowerCase(java.util.Locale.ROOT));
    json.writeNumberField("pid", 0);
    json.writeNumberField("tid", worker);
    json.writeNumberField("ts", interval.start() * microsPerUnit);
    json.writeNumberField("dur", (interval.end() - interval.start()) * microsPerUnit);
    json.writeEndObject();
  }
}
