/** Lines that a site repeats over its pages, found among the pages of a whole crawl. */
package io.millrace.transforms.boilerplate;
