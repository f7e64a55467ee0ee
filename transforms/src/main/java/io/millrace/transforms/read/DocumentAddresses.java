package io.millrace.transforms.read;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Looks up documents by their addresses, for data that has their ids only. */
public final class DocumentAddresses {
  private static final List<String> SUFFIXES = List.of(".parquet", ".jsonl", ".jsonl.gz");

  private DocumentAddresses() {}

  /**
   * The ids of the documents that were captured at some addresses.
   *
   * @param paths of files of documents, as {@link ReadTexts} takes them; files of other forms and
   *     records without an address are passed over
   * @param addresses to look for
   * @throws IOException if a file cannot be read; the message names it
   */
  public static Set<String> ids(List<String> paths, Set<String> addresses) throws IOException {
    Set<String> ids = new TreeSet<>();
    for (String path : paths) {
      if (SUFFIXES.stream().anyMatch(path::endsWith)) {
        TextFile file = TextFile.of(path);
        new RecordFile(path)
            .forEach(
                (place, fields) -> {
                  String url = fields.get("url");
                  if (url != null && addresses.contains(url)) {
                    ids.add(file.text(place, fields::get).id());
                  }
                });
      }
    }
    return ids;
  }
}
