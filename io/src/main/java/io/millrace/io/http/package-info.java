/** What HTTP says about bodies: how they are encoded, and what kind of content they are. */
package io.millrace.io.http;
