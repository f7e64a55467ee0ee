package io.millrace.jobs.inspect;

/**
 * How much is told.
 *
 * @param samples rows of each language, or of a file
 * @param languages those with the most, or 0 for all
 */
public record Limits(int samples, int languages) {}
