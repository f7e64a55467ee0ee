package io.millrace.transforms.extract;

import java.time.LocalDate;

/**
 * What was extracted from a page.
 *
 * @param text the main content, a block (heading, paragraph, list item, cell) a line; line breaks
 *     within preformatted blocks and at {@code br} kept; empty if the page has none
 * @param title the page's title; empty if it has none
 * @param published the day the page says it was published; null if it does not say
 */
public record Extraction(String text, String title, LocalDate published) {}
