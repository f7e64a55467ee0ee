/** Clusters out of pairs: the connected components of a graph that no memory holds. */
package io.millrace.transforms.dedup.cluster;
