package io.millrace.training.checkpoint;

import io.millrace.training.config.TrainingConfig;
import io.millrace.training.data.DataPosition;

/**
 * Where a run stands, its variables aside.
 *
 * @param step updates done
 * @param position the next row of the training data
 * @param cutSequences sequences cut so far
 * @param cutTokens tokens cut off so far
 * @param trainedTokens predicted so far
 * @param seconds trained so far
 * @param loss of the last step, nats a token
 * @param config of the run
 * @param tokenizerSha256 of the data's tokenizer
 * @param dataSha256 of the training files' checksums
 */
public record TrainingState(
    int step,
    DataPosition position,
    long cutSequences,
    long cutTokens,
    long trainedTokens,
    double seconds,
    double loss,
    TrainingConfig config,
    String tokenizerSha256,
    String dataSha256) {}
