package io.millrace.jobs.options;

import io.millrace.transforms.filter.FilterCatalog;
import io.millrace.transforms.filter.FilterChoice;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Finds the filter that an option names on the class path. */
final class FilterConverter implements ITypeConverter<FilterChoice> {
  @Override
  public FilterChoice convert(String value) {
    try {
      return FilterChoice.parse(value, FilterCatalog.onClassPath());
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
