/** Pairs of near-duplicates among documents that share a band of their signatures. */
package io.millrace.transforms.dedup.band;
