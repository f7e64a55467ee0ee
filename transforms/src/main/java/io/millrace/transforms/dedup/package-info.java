/**
 * One document of each cluster of duplicates. {@link io.millrace.transforms.dedup.RemoveDuplicates}
 * takes fingerprints of the documents, drops equal addresses and equal texts, clusters the texts
 * that are left, and brings the verdicts to the documents.
 */
package io.millrace.transforms.dedup;
