/** What is on disk, told to people: data sets, files, models, and the way of a single document. */
package io.millrace.jobs.inspect;
