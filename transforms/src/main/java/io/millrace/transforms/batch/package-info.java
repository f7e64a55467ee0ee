/**
 * Streams that one pipeline leaves for another: what was read of a batch of input files lies on
 * disk until all batches are there.
 */
package io.millrace.transforms.batch;
