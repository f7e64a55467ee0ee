package io.millrace.transforms.quality;

/**
 * How often the quality rules removed documents of one language and cluster size: from this,
 * rehydration learns how good documents of that size are.
 *
 * @param language their label
 * @param clusterSize members of the clusters that they stand for
 * @param entered documents that were judged
 * @param removed those of them that were dropped
 */
public record Removals(String language, long clusterSize, long entered, long removed) {}
