package io.millrace.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder in which a reader of the documentation works.
 *
 * @param path where it is
 */
record ReaderFolder(Path path) {

  /** The sample, and a record that becomes a dead letter: its address has no host. */
  void putCrawl() throws IOException {
    Path crawl = Files.createDirectories(path.resolve("crawl"));
    Files.copy(Sample.WARC, crawl.resolve("crawl.warc.gz"));
    Path wet = Sample.textRecords(crawl.resolve("texts.warc.gz"), "A text.");
    Files.writeString(
        wet, Files.readString(wet).replace("https://example.org/0", "http:///no-host-at-all"));
  }

  /** What pages name besides what the first one leaves. */
  void putOtherInputs() throws IOException {
    String documents =
        Cli.millrace(
                "query",
                "--data=" + path.resolve("curated"),
                "--sql=SELECT text, language FROM documents",
                "--format=json")
            .stdout();
    Files.createDirectories(path.resolve("good"));
    Files.writeString(path.resolve("good/good.jsonl"), documents);
    Files.writeString(path.resolve("zipf.jsonl"), documents);
    Files.writeString(path.resolve("takedown.txt"), "http://forum.example.com/2019/03/ind/\n");
    copy(path.resolve("run"), path.resolve("demo-out/run"));
    Files.createDirectories(path.resolve("samples"));
    Files.copy(Sample.WARC, path.resolve("samples/crawl.warc.gz"));
    Sample.subset(path.resolve("PAGES"), 11, 40);
    Path fixtures = Path.of("..", "transforms", "src", "test", "resources");
    Files.copy(fixtures.resolve("fasttext/dense.bin"), path.resolve("large.bin"));
    Files.writeString(path.resolve("lines.txt"), "All human beings are born free.\n");
    Files.createDirectories(path.resolve("pages"));
    Files.copy(
        fixtures.resolve("io/millrace/transforms/extract/pages/article.html"),
        path.resolve("pages/article.html"));
    Files.writeString(
        path.resolve("annotations.json"),
        "{\"http://example.org/\": {\"file\": \"article.html\", \"with\": [], \"without\": []}}");
  }

  /** Holds what another folder does, and nothing else. */
  void restore(Path other) throws IOException {
    if (Files.exists(path)) {
      delete(path);
    }
    copy(other, path);
  }

  /** Copies a tree, its times included: inputs are told by them. */
  static void copy(Path source, Path target) throws IOException {
    try (Stream<Path> paths = Files.walk(source)) {
      paths.forEach(
          from -> {
            try {
              Path to = target.resolve(source.relativize(from));
              if (Files.isDirectory(from)) {
                Files.createDirectories(to);
              } else {
                Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  private static void delete(Path tree) throws IOException {
    List<Path> paths;
    try (Stream<Path> found = Files.walk(tree)) {
      paths = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : paths) {
      Files.delete(each);
    }
  }
}
