/**
 * What a text is compared by, in pure Java: its normalised form, the hashes of its shingles, their
 * MinHash signature, the bands of that. All of it is versioned, for it is kept for later runs.
 */
package io.millrace.transforms.dedup.sketch;
