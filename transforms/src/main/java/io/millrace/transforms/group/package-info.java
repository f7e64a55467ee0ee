/**
 * Grouping of values that may be larger than a runner likes: values are cut into slices for the
 * shuffle and put together again behind it.
 */
package io.millrace.transforms.group;
