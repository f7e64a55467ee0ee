package io.millrace.training.data;

/**
 * A row of a shard.
 *
 * @param id of the document
 * @param language of the document
 * @param bytes UTF-8 bytes of its text
 * @param tokens its token ids, the boundary last
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; copies would cost memory.
public record Row(String id, String language, long bytes, int[] tokens) {}
