/**
 * Reads WARC and WET files: every intact record comes out, every damaged one is reported with its
 * file, offset and raw bytes, and several readers may share one file by byte ranges.
 *
 * <p>{@link io.millrace.io.warc.WarcReader} is the way in.
 */
package io.millrace.io.warc;
