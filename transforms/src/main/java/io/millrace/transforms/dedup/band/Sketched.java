package io.millrace.transforms.dedup.band;

import io.millrace.transforms.dedup.sketch.MinHashSignature;
import io.millrace.transforms.share.Hash128;

/**
 * A document to be compared with others.
 *
 * @param id its node
 * @param language its label
 * @param signature not empty
 */
public record Sketched(Hash128 id, String language, MinHashSignature signature) {}
