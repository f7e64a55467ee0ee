package io.millrace.ui.report.page;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Chart.js, from the WebJar that the build pins, as text to put inside a page. */
final class ChartLibrary {
  private static final String FOLDER = "/META-INF/resources/webjars/chart.js/" + version() + "/";

  private ChartLibrary() {}

  /**
   * The library's code with its licence in front. The reference to its source map is taken out: it
   * is the one thing in it that a browser would ask a server for.
   */
  static String script() {
    String code = Resources.text(FOLDER + "dist/chart.umd.min.js");
    return "/*!\n"
        + Resources.text(FOLDER + "LICENSE.md").strip()
        + "\n*/\n"
        + code.replaceAll("(?m)^//# sourceMappingURL=.*$", "").strip()
        + "\n";
  }

  private static String version() {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(Resources.text("chartjs.properties")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
