/**
 * Groups without hot keys: totals shared by the members of a group that never meet, and what tells
 * how much a key received.
 */
package io.millrace.transforms.share;
