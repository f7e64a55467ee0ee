package io.millrace.training.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.ui.table.Table;
import java.util.Locale;
import java.util.SortedMap;

/**
 * A finished run: {@code summary.json}, and the table printed at its end.
 *
 * @param steps updates
 * @param parameters trained numbers
 * @param trainedTokens predicted in training
 * @param seconds of training, validation included
 * @param tokensPerSecond mean over those seconds
 * @param bubble mean share of the workers' time spent waiting, since the last resumption
 * @param loss of the last step, nats a token
 * @param skippedSteps steps that left the weights as they were
 * @param modelFlopsUtilization mean over the steps since the last resumption; null where the
 *     devices' peak is not given
 * @param unigramEntropyBitsPerByte bits a byte of a model that knows only how often each byte comes
 * @param validationBitsPerByte bits a byte of held-out text; null if there is none
 * @param validationBitsPerByteByLanguage the same of each language; null if there is none
 * @param validationDocuments held-out documents measured
 * @param cutSequences training sequences cut to the longest allowed
 * @param cutTokens tokens so lost
 * @param pipelineTimeOverPredicted time in the pipeline over the simulator's; null after too few
 *     steps
 * @param stageLoads what each stage took; null if there is one alone, or after too few steps
 * @param predictedSchedule the last step as the simulator expected it; null after too few steps
 * @param schedule the last step as it ran; null if there was none
 */
public record RunSummary(
    int steps,
    long parameters,
    long trainedTokens,
    double seconds,
    double tokensPerSecond,
    double bubble,
    double loss,
    int skippedSteps,
    @JsonInclude(JsonInclude.Include.NON_NULL) Double modelFlopsUtilization,
    double unigramEntropyBitsPerByte,
    @JsonInclude(JsonInclude.Include.NON_NULL) Double validationBitsPerByte,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        SortedMap<String, Double> validationBitsPerByteByLanguage,
    int validationDocuments,
    long cutSequences,
    long cutTokens,
    @JsonInclude(JsonInclude.Include.NON_NULL) Double pipelineTimeOverPredicted,
    @JsonInclude(JsonInclude.Include.NON_NULL) StageLoads stageLoads,
    @JsonInclude(JsonInclude.Include.NON_NULL) StepSchedule predictedSchedule,
    @JsonInclude(JsonInclude.Include.NON_NULL) StepSchedule schedule) {

  /** The file's name in a run's folder. */
  public static final String FILE_NAME = "summary.json";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /**
   * As indented JSON with snake_case keys.
   *
   * @param runId names the run
   */
  public String toJson(String runId) {
    ObjectNode json = MAPPER.createObjectNode().put("command", "train").put("run_id", runId);
    json.setAll((ObjectNode) MAPPER.valueToTree(this));
    try {
      return MAPPER.writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a summary is always writable", e);
    }
  }

  /** As a table for people. */
  public Table toTable() {
    Table table =
        new Table("training", "")
            .row("steps", text("%,d", steps))
            .row("parameters", text("%,d", parameters))
            .row("tokens", text("%,d", trainedTokens))
            .row("sequences cut", text("%,d (%,d tokens)", cutSequences, cutTokens))
            .row("seconds", text("%.1f", seconds))
            .row("tokens per second", text("%,.0f", tokensPerSecond))
            .row("bubble", text("%.1f%%", 100 * bubble))
            .row("loss of the last step", text("%.4f nats a token", loss))
            .row("steps skipped", text("%,d", skippedSteps))
            .row(
                "unigram entropy of training bytes",
                text("%.3f bits a byte", unigramEntropyBitsPerByte));
    table.row(
        "held-out loss",
        validationBitsPerByte == null
            ? "not measured: the data holds nothing out"
            : text(
                "%.3f bits a byte (%+.1f%%), %,d documents",
                validationBitsPerByte,
                100 * (validationBitsPerByte / unigramEntropyBitsPerByte - 1),
                validationDocuments));
    if (modelFlopsUtilization != null) {
      table.row("model FLOPs utilization", text("%.1f%%", 100 * modelFlopsUtilization));
    }
    if (pipelineTimeOverPredicted != null) {
      table.row("pipeline time over the simulator's", text("%.2f", pipelineTimeOverPredicted));
    }
    if (stageLoads != null) {
      table.row("stages, a step", stageLoads.toString());
    }
    return table;
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
