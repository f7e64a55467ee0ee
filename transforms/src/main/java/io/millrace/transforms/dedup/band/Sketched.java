package io.millrace.transforms.dedup.band;

import io.millrace.transforms.dedup.share.Hash128;
import io.millrace.transforms.dedup.sketch.MinHashSignature;

/**
 * A document to be compared with others.
 *
 * @param id its node
 * @param language its label
 * @param signature not empty
 */
public record Sketched(Hash128 id, String language, MinHashSignature signature) {}
