package io.millrace.training.log;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A line of {@code metrics.jsonl}: one step of training.
 *
 * @param step from 1
 * @param loss nats a token, over the global batch
 * @param bitsPerByte the same in bits a byte of text
 * @param tokens trained in the step
 * @param tokensPerSecond of the step
 * @param bubble share of the workers' time spent waiting, in [0, 1]
 * @param pipelineSeconds from the first pass of the step to its last
 * @param predictedPipelineSeconds what the simulator expected of them; null in the first steps
 * @param gradientNorm global norm of the gradient before clipping
 * @param learningRate of the step
 * @param padding share of computed positions that are no token, in [0, 1]
 * @param chunkFill share of the chunks' capacity that holds tokens, in [0, 1]
 * @param seconds trained since the start of the run, earlier parts included
 */
public record StepMetrics(
    int step,
    double loss,
    double bitsPerByte,
    long tokens,
    double tokensPerSecond,
    double bubble,
    double pipelineSeconds,
    @JsonInclude(JsonInclude.Include.NON_NULL) Double predictedPipelineSeconds,
    double gradientNorm,
    double learningRate,
    double padding,
    double chunkFill,
    double seconds) {}
