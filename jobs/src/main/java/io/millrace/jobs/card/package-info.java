/** What a data set tells those who load it: the card that Hugging Face and others read. */
package io.millrace.jobs.card;
