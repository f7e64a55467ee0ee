/** Runs and models that are kept in an object store. */
package io.millrace.training.store;
