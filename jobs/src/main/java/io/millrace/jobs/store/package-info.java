/** How jobs reach object stores: what Beam's own options leave open. */
package io.millrace.jobs.store;
