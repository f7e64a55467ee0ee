package io.millrace.transforms.read;

import io.millrace.io.warc.ByteRange;

/**
 * A stretch of a file for one worker to read.
 *
 * @param path the file, on any file system that Beam knows
 * @param range the bytes in which records must start to be read
 */
record FileRange(String path, ByteRange range) {}
