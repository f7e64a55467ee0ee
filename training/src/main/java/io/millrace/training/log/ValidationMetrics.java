package io.millrace.training.log;

import java.util.SortedMap;

/**
 * A line of {@code metrics.jsonl}: one measurement on held-out documents.
 *
 * @param step updates done before it
 * @param validationLoss nats a token
 * @param validationBitsPerByte bits a byte of text, the documents' ends included
 * @param validationBitsPerByteByLanguage the same of each language
 * @param seconds trained since the start of the run
 */
public record ValidationMetrics(
    int step,
    double validationLoss,
    double validationBitsPerByte,
    SortedMap<String, Double> validationBitsPerByteByLanguage,
    double seconds) {}
