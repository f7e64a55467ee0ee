package io.millrace.transforms.dedup.known;

import io.millrace.transforms.dedup.sketch.MinHashSignature;
import io.millrace.transforms.share.Hash128;

/**
 * What a later run must know of a text to recognise it: a row of {@code signatures/}.
 *
 * @param id the smallest id of the documents that have the text
 * @param cluster the id of their cluster
 * @param language their label
 * @param url stands for the language and the address of one of them
 * @param text stands for the language and the normalised text
 * @param signature of the text's shingles; empty if it is too short
 */
public record KnownText(
    Hash128 id,
    Hash128 cluster,
    String language,
    Hash128 url,
    Hash128 text,
    MinHashSignature signature) {}
