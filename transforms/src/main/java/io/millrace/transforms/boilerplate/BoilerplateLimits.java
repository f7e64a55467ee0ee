package io.millrace.transforms.boilerplate;

import java.io.Serializable;

/**
 * When a line is a site's boilerplate.
 *
 * @param minPages pages of the site that have it, at least 2
 * @param minShare part of the site's pages that have it, from 0 to 1
 */
public record BoilerplateLimits(int minPages, double minShare) implements Serializable {
  /** Checks the ranges. */
  public BoilerplateLimits {
    if (minPages < 2) {
      throw new IllegalArgumentException("minPages is " + minPages + "; expected 2 or more");
    }
    if (!(minShare >= 0 && minShare <= 1)) {
      throw new IllegalArgumentException("minShare is " + minShare + "; expected 0 to 1");
    }
  }

  /**
   * Whether a line goes.
   *
   * @param pages of the site that have it
   * @param sitePages of the site in all
   */
  boolean isBoilerplate(long pages, long sitePages) {
    return pages >= minPages && pages >= minShare * sitePages;
  }
}
