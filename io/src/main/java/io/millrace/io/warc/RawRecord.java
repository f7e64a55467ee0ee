package io.millrace.io.warc;

import io.millrace.io.document.DocumentId;

/**
 * The record of a capture.
 *
 * @param id the capture's identity, see {@link Capture#id}
 * @param bytes the record as it stands in the file, header and block, where the file is compressed
 *     decompressed; without the line ends that follow it
 */
public record RawRecord(DocumentId id, RawBytes bytes) {}
