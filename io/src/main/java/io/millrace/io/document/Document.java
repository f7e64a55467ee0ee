package io.millrace.io.document;

import java.util.List;
import java.util.Objects;

/**
 * A page's text on its way through curation, with what the stages found out about it. Immutable;
 * each stage adds its part with a {@code with} method.
 *
 * @param id 32 hexadecimal digits, see {@link DocumentId}
 * @param url where the page was captured
 * @param date when, as the capture says it (ISO 8601, UTC), or null
 * @param title the page's title, or null
 * @param published the date the page gives itself (ISO 8601), or null
 * @param utf8 the main content, a line a block; {@link #text} gives its characters
 * @param language such as {@code deu_Latn}; empty before identification
 * @param languageScore of {@code language}, from 0 to 1
 * @param alternatives other likely languages, the likeliest first
 * @param clusterId the cluster of (near-)duplicates it stands for: its smallest member's id; empty
 *     before deduplication
 * @param clusterSize members of the cluster, itself included; 0 before deduplication
 * @param warcFile the file it was read from, as the run read it: its whole path
 * @param warcOffset where its record begins there, in bytes
 */
public record Document(
    String id,
    String url,
    String date,
    String title,
    String published,
    Utf8Text utf8,
    String language,
    double languageScore,
    List<LanguageScore> alternatives,
    String clusterId,
    long clusterSize,
    String warcFile,
    long warcOffset) {

  /** Copies the list and rejects missing parts. */
  public Document {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(utf8, "utf8");
    Objects.requireNonNull(language, "language");
    Objects.requireNonNull(clusterId, "clusterId");
    Objects.requireNonNull(warcFile, "warcFile");
    alternatives = List.copyOf(alternatives);
  }

  /**
   * A document as extraction leaves it: without a language, a cluster of its own.
   *
   * @param id see {@link DocumentId}
   * @param url where the page was captured
   * @param date when, or null
   * @param text the main content
   * @param warcFile the file's path
   * @param warcOffset where the record begins, in bytes
   */
  public static Document extracted(
      String id, String url, String date, String text, String warcFile, long warcOffset) {
    return new Document(
        id,
        url,
        date,
        null,
        null,
        Utf8Text.of(text),
        "",
        0,
        List.of(),
        id,
        1,
        warcFile,
        warcOffset);
  }

  /** The main content, a line a block. */
  public String text() {
    return utf8.toString();
  }

  /** This document with the title and date the page gives itself, either of which may be null. */
  public Document withMetadata(String title, String published) {
    return new Document(
        id,
        url,
        date,
        title,
        published,
        utf8,
        language,
        languageScore,
        alternatives,
        clusterId,
        clusterSize,
        warcFile,
        warcOffset);
  }

  /** This document with another text. */
  public Document withText(String text) {
    return new Document(
        id,
        url,
        date,
        title,
        published,
        Utf8Text.of(text),
        language,
        languageScore,
        alternatives,
        clusterId,
        clusterSize,
        warcFile,
        warcOffset);
  }

  /** This document with its language. */
  public Document withLanguage(
      String language, double languageScore, List<LanguageScore> alternatives) {
    return new Document(
        id,
        url,
        date,
        title,
        published,
        utf8,
        language,
        languageScore,
        alternatives,
        clusterId,
        clusterSize,
        warcFile,
        warcOffset);
  }

  /** This document as the representative of a cluster of {@code clusterSize} members. */
  public Document withCluster(String clusterId, long clusterSize) {
    return new Document(
        id,
        url,
        date,
        title,
        published,
        utf8,
        language,
        languageScore,
        alternatives,
        clusterId,
        clusterSize,
        warcFile,
        warcOffset);
  }
}
