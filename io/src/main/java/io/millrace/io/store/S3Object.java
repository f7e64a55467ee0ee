package io.millrace.io.store;

import java.time.Instant;

/**
 * What a store's listing says of an object.
 *
 * @param bytes its size
 * @param modified when it was written
 */
public record S3Object(long bytes, Instant modified) {}
