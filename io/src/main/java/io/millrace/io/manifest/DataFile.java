package io.millrace.io.manifest;

/**
 * A file of a data set.
 *
 * @param path relative to the data set's folder, with {@code /}
 * @param rows how many it holds
 * @param tokens in all its rows; 0 where they are not tokenized
 * @param bytes its length
 * @param sha256 of its bytes, in hexadecimal
 */
public record DataFile(String path, long rows, long tokens, long bytes, String sha256) {}
