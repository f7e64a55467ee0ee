/** Learns a vocabulary from texts: counts words, weighs languages, learns merges, measures them. */
package io.millrace.transforms.vocabulary;
