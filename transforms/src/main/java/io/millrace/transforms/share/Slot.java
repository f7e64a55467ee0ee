package io.millrace.transforms.share;

/**
 * A part of a group: the members whose identities share their last bits.
 *
 * @param group the group's key
 * @param number of the part
 */
record Slot(Hash128 group, int number) {}
