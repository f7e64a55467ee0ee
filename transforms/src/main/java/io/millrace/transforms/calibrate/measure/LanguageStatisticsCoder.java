package io.millrace.transforms.calibrate.measure;

import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;
import java.util.Map;

/** Codes {@link LanguageStatistics}: two to four bytes for every bin that is not empty. */
public final class LanguageStatisticsCoder extends FieldsCoder<LanguageStatistics> {
  private static final LanguageStatisticsCoder INSTANCE = new LanguageStatisticsCoder();

  private LanguageStatisticsCoder() {}

  /** The coder. */
  public static LanguageStatisticsCoder of() {
    return INSTANCE;
  }

  @Override
  protected void write(LanguageStatistics statistics, Output out) throws IOException {
    write(statistics.reference(), out);
    write(statistics.crawl(), out);
    write(statistics.scores(), out);
    out.number(statistics.referenceWords());
  }

  private static void write(TextStatistics statistics, Output out) throws IOException {
    for (Metric metric : Metric.values()) {
      write(statistics.histogram(metric), out);
    }
    out.number(statistics.passages());
  }

  private static void write(Histogram histogram, Output out) throws IOException {
    out.number(histogram.counts().size());
    long last = 0;
    for (Map.Entry<Long, Long> bin : histogram.counts().entrySet()) {
      out.number(bin.getKey() - last).number(bin.getValue());
      last = bin.getKey();
    }
  }

  @Override
  protected LanguageStatistics read(Input in) throws IOException {
    return new LanguageStatistics(
        textStatistics(in), textStatistics(in), histogram(in), in.number());
  }

  private static TextStatistics textStatistics(Input in) throws IOException {
    TextStatistics statistics = new TextStatistics();
    for (Metric metric : Metric.values()) {
      statistics.histogram(metric).merge(histogram(in));
    }
    statistics.addPassages(in.number());
    return statistics;
  }

  private static Histogram histogram(Input in) throws IOException {
    Histogram histogram = new Histogram();
    long bins = in.number();
    long bin = 0;
    for (long i = 0; i < bins; i++) {
      bin += in.number();
      histogram.addToBin(bin, in.number());
    }
    return histogram;
  }
}
