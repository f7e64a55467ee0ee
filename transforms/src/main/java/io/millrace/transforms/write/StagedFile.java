package io.millrace.transforms.write;

import io.millrace.io.manifest.DataFile;

/**
 * A whole file, written but not yet in its place.
 *
 * @param stagedPath where it lies
 * @param file what it is to become
 */
public record StagedFile(String stagedPath, DataFile file) {}
