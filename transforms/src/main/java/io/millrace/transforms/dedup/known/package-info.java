/** What runs tell later runs about the texts they saw: signatures, and clusters found connected. */
package io.millrace.transforms.dedup.known;
