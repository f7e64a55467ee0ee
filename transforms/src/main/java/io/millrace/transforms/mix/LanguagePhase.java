package io.millrace.transforms.mix;

/**
 * A language in a phase of the mixture.
 *
 * @param language its label
 * @param phase from 0
 */
record LanguagePhase(String language, int phase) {}
