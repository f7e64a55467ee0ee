package io.millrace.transforms.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.util.common.ReflectHelpers;

/** The filters that there are, by name. */
public final class FilterCatalog {
  private final SortedMap<String, DocumentFilter> filters = new TreeMap<>();

  /**
   * @param filters no two of one name
   * @throws IllegalArgumentException if two have one name
   */
  public FilterCatalog(Iterable<DocumentFilter> filters) {
    for (DocumentFilter filter : filters) {
      DocumentFilter other = this.filters.put(filter.name(), filter);
      if (other != null) {
        throw new IllegalArgumentException(
            "two filters are named "
                + filter.name()
                + ": "
                + other.getClass().getName()
                + " and "
                + filter.getClass().getName());
      }
    }
  }

  /**
   * New instances of the filters on the class path, a job's own jars included.
   *
   * @throws IllegalArgumentException if one of them cannot be made
   */
  public static FilterCatalog onClassPath() {
    List<DocumentFilter> found = new ArrayList<>();
    try {
      ServiceLoader.load(DocumentFilter.class, ReflectHelpers.findClassLoader())
          .forEach(found::add);
    } catch (ServiceConfigurationError e) {
      throw new IllegalArgumentException("a jar's filter cannot be loaded: " + e.getMessage(), e);
    }
    return new FilterCatalog(found);
  }

  /**
   * The filter of a name.
   *
   * @throws IllegalArgumentException if there is none; the message says which there are
   */
  public DocumentFilter find(String name) {
    DocumentFilter filter = filters.get(name);
    if (filter == null) {
      throw new IllegalArgumentException(
          "there is no filter '"
              + name
              + "' on the class path, "
              + (filters.isEmpty()
                  ? "nor any other; name its jar in MILLRACE_CLASS_PATH"
                  : "only " + String.join(", ", filters.keySet())));
    }
    return filter;
  }
}
