/** SQL over data sets on disk; the one package that knows DuckDB. */
package io.millrace.jobs.query;
