package io.millrace.training.runtime;

/**
 * What a stage did in one run, counted as it happened.
 *
 * @param forwards passes forward, recomputations included
 * @param recomputations passes forward for the activations only
 * @param peakMicroBatches the most micro-batches whose activations were kept at once
 * @param peakChunksOfGroup the most of one chunk group
 * @param peakTokens the most tokens whose activations were kept at once
 */
public record StageActivity(
    int forwards,
    int recomputations,
    int peakMicroBatches,
    int peakChunksOfGroup,
    long peakTokens) {}
