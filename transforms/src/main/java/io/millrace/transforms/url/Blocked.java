package io.millrace.transforms.url;

/**
 * Why a URL is not wanted.
 *
 * @param reason which list it is on, in snake case
 * @param value the entry, or the entries, that it matched
 * @param threshold how many entries it takes, where that is more than one; else empty
 */
public record Blocked(String reason, String value, String threshold) {}
