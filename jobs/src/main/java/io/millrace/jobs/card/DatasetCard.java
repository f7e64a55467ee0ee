package io.millrace.jobs.card;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.io.manifest.DataFile;
import io.millrace.io.manifest.Manifest;
import io.millrace.transforms.write.WriteDocuments;
import io.millrace.transforms.write.WriteSequences;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A data set's {@code README.md}: what it is, how to load it, what it holds by language, how it was
 * made. It follows from what equal runs have in common: no time, no run's name, no folder is in it.
 */
public final class DatasetCard {
  /** The card's name in the data set's folder. */
  public static final String FILE_NAME = "README.md";

  private static final Pattern LANGUAGE_FOLDER =
      Pattern.compile(WriteDocuments.FOLDER + "/language=([^/]+)/[^/]+");

  private final Manifest manifest;
  private final StringBuilder body = new StringBuilder();

  private DatasetCard(Manifest manifest) {
    this.manifest = manifest;
  }

  /**
   * The card of a data set.
   *
   * @param manifest of documents or shards
   * @return Markdown with a YAML header; nothing for other kinds
   */
  public static Optional<String> of(Manifest manifest) {
    DatasetCard card = new DatasetCard(manifest);
    return switch (manifest.kind()) {
      case "documents" -> Optional.of(card.documents());
      case "shards" -> Optional.of(card.shards());
      default -> Optional.empty();
    };
  }

  private String documents() {
    SortedMap<String, List<DataFile>> byLanguage = new TreeMap<>();
    for (DataFile file : manifest.files()) {
      Matcher path = LANGUAGE_FOLDER.matcher(file.path());
      if (path.matches()) {
        byLanguage.computeIfAbsent(path.group(1), language -> new ArrayList<>()).add(file);
      }
    }
    List<DataFile> files = byLanguage.values().stream().flatMap(List::stream).toList();
    CardHeader header = new CardHeader(byLanguage.keySet(), rows(files));
    byLanguage.forEach(
        (language, its) ->
            header.configuration(
                language, new TreeMap<>(Map.of("train", its)), manifest.generation()));
    say("# Texts of the web, by language");
    say(
        "%,d documents in %,d languages: the main text of web pages, a line a block, with address, date and score of the language.",
        rows(files), byLanguage.size());
    if (!byLanguage.isEmpty()) {
      load(", \"" + byLanguage.firstKey() + "\"");
    }
    say(
        "A configuration is a language (ISO 639-3) in a script (ISO 15924). The language stands in the path, `documents/language=…/`, as Hive's readers expect it; it is no column of the files.");
    say("## Languages");
    body.append("| language | documents | bytes of Parquet |\n|---|---:|---:|\n");
    byLanguage.forEach(
        (language, its) ->
            body.append(format("| `%s` | %,d | %,d |\n", language, rows(its), bytes(its))));
    body.append('\n');
    return finish(header, files);
  }

  private String shards() {
    SortedMap<String, List<DataFile>> splits = new TreeMap<>();
    for (String split : List.of(WriteSequences.TRAIN, WriteSequences.VALIDATION)) {
      List<DataFile> files =
          manifest.files().stream().filter(file -> file.path().startsWith(split + "/")).toList();
      if (!files.isEmpty()) {
        splits.put(split, files);
      }
    }
    List<DataFile> files = splits.values().stream().flatMap(List::stream).toList();
    SortedMap<String, JsonNode> languages = new TreeMap<>();
    JsonNode mixture = manifest.details().get("languages");
    if (mixture != null) {
      mixture.properties().forEach(entry -> languages.put(entry.getKey(), entry.getValue()));
    }
    CardHeader header = new CardHeader(languages.keySet(), rows(files));
    if (!splits.isEmpty()) {
      header.configuration("default", splits, manifest.generation());
    }
    say("# Token sequences of texts of the web");
    say(
        "%,d sequences, %,d tokens, of %,d languages, globally shuffled: a row a document, its tokens in `input_ids`, the boundary last.",
        rows(files), files.stream().mapToLong(DataFile::tokens).sum(), languages.size());
    load("");
    tokenizer();
    say("## Languages");
    say("As the mixture was made; epochs count how often each document comes.");
    body.append("| language | documents | tokens in training | epochs |\n|---|---:|---:|---:|\n");
    languages.forEach(
        (language, node) ->
            body.append(
                format(
                    "| `%s` | %,d | %,d | %.2f |\n",
                    language,
                    node.path("documents").asLong(),
                    node.path("achieved_tokens").asLong(),
                    node.path("epochs").asDouble())));
    body.append('\n');
    return finish(header, files);
  }

  private void load(String configuration) {
    say(
        "```python\nfrom datasets import load_dataset\n\ndata = load_dataset(\"FOLDER\"%s, split=\"train\")\n```",
        configuration);
  }

  private void tokenizer() {
    say(
        "Tokenizer: `%s`, %,d ids, boundary %d, SHA-256 `%s`.",
        manifest.tokenizer().kind(),
        manifest.tokenizer().vocabularySize(),
        manifest.tokenizer().boundaryId(),
        manifest.tokenizer().sha256());
  }

  private String finish(CardHeader header, List<DataFile> files) {
    say("## How it was made");
    say(
        "By Millrace %s, generation %d, from %,d input files, with these options:",
        manifest.codeVersion(), manifest.generation(), manifest.inputs().size());
    manifest
        .options()
        .forEach(
            (name, value) -> {
              if (!name.endsWith(".modified")) {
                body.append("    ").append(name).append('=').append(withoutFolders(value));
                body.append('\n');
              }
            });
    body.append('\n');
    say(
        "`manifest.json` lists the inputs and every file with its rows and SHA-256. To cite these very rows, give the SHA-256 of the lines that `sha256sum` prints of their files, in the order of the paths:");
    say("    %s", contents(files));
    say("## Licence");
    say(
        "The texts belong to those who wrote them. This card names no licence: whoever publishes the data adds `license:` to the header above, and answers for it.");
    return header + "\n" + body.toString().stripTrailing() + "\n";
  }

  /** A value without the folders that it names, which differ between equal runs. */
  private static String withoutFolders(String value) {
    return value.replaceAll("[^,\\[\\]=\\s]*/(?=[^,\\[\\]\\s])", "");
  }

  private static String contents(List<DataFile> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (DataFile file : files) {
        digest.update((file.sha256() + "  " + file.path() + "\n").getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private void say(String paragraph, Object... values) {
    body.append(format(paragraph, values)).append("\n\n");
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }

  private static long rows(List<DataFile> files) {
    return files.stream().mapToLong(DataFile::rows).sum();
  }

  private static long bytes(List<DataFile> files) {
    return files.stream().mapToLong(DataFile::bytes).sum();
  }
}
