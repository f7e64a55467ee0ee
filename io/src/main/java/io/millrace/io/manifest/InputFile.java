package io.millrace.io.manifest;

import java.io.Serializable;

/**
 * A file that a run read.
 *
 * @param path as the run saw it
 * @param bytes its length
 * @param modified when it was last changed (ISO 8601, UTC)
 */
public record InputFile(String path, long bytes, String modified) implements Serializable {}
