package io.millrace.training.log;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A line of {@code metrics.jsonl}: one step of training.
 *
 * @param step from 1
 * @param skipped why the weights were left as they were; null if they were not
 * @param loss nats a token, over the global batch; null if it is no number
 * @param bitsPerByte the same in bits a byte of text
 * @param tokens trained in the step
 * @param tokensPerSecond of the step
 * @param bubble share of the workers' time spent waiting, in [0, 1]
 * @param pipelineSeconds from the first pass of the step to its last
 * @param predictedPipelineSeconds what the simulator expected of them; null in the first steps
 * @param gradientNorm global norm of the gradient before clipping; null if it is no number
 * @param learningRate of the step
 * @param padding share of computed positions that are no token, in [0, 1]
 * @param chunkFill share of the chunks' capacity that holds tokens, in [0, 1]
 * @param modelFlopsUtilization operations of the model over what the devices could have done in the
 *     step's time (PaLM, 2204.02311, appendix B); null where their peak is not given
 * @param residentBytes of the process's memory; null where the system does not tell
 * @param seconds trained since the start of the run, earlier parts included
 */
public record StepMetrics(
    int step,
    @JsonInclude(JsonInclude.Include.NON_NULL) String skipped,
    @JsonInclude(JsonInclude.Include.NON_NULL) Double loss,
    @JsonInclude(JsonInclude.Include.NON_NULL) Double bitsPerByte,
    long tokens,
    double tokensPerSecond,
    double bubble,
    double pipelineSeconds,
    @JsonInclude(JsonInclude.Include.NON_NULL) Double predictedPipelineSeconds,
    @JsonInclude(JsonInclude.Include.NON_NULL) Double gradientNorm,
    double learningRate,
    double padding,
    double chunkFill,
    @JsonInclude(JsonInclude.Include.NON_NULL) Double modelFlopsUtilization,
    @JsonInclude(JsonInclude.Include.NON_NULL) Long residentBytes,
    double seconds) {}
