package io.millrace.transforms.takedown;

import io.millrace.transforms.stage.ConfigurationException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Documents that somebody wants out of a data set: their addresses or ids. */
public final class TakedownList implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern URL = Pattern.compile("[a-z][a-z0-9+.-]*:\\S+");
  private static final String COMMENT = "#";

  private final HashSet<String> entries;

  private TakedownList(Set<String> entries) {
    this.entries = new HashSet<>(entries);
  }

  /**
   * Reads a list: UTF-8, an address or an id (32 hexadecimal digits) a line; lines that begin with
   * {@code #} are passed over.
   *
   * @throws ConfigurationException naming the file, and the line within it, if one is neither, or
   *     if there is none
   */
  public static TakedownList read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new ConfigurationException(file.toString(), "is not UTF-8");
    } catch (IOException e) {
      throw new ConfigurationException(file.toString(), "cannot be read: " + e.getMessage());
    }
    Set<String> entries = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith(COMMENT)) {
        continue;
      }
      if (!ID.matcher(line).matches() && !URL.matcher(line).matches()) {
        throw new ConfigurationException(
            file.toString(),
            i + 1,
            "'"
                + line
                + "' is neither an address (https://...) nor an id of 32 hexadecimal digits");
      }
      entries.add(line);
    }
    if (entries.isEmpty()) {
      throw new ConfigurationException(file.toString(), "names no document");
    }
    return new TakedownList(entries);
  }

  /** The addresses on the list. */
  public Set<String> addresses() {
    Set<String> addresses = new HashSet<>(entries);
    addresses.removeIf(entry -> ID.matcher(entry).matches());
    return addresses;
  }

  /** This list with further ids on it. */
  public TakedownList with(Set<String> ids) {
    Set<String> all = new HashSet<>(entries);
    all.addAll(ids);
    return new TakedownList(all);
  }

  /** Whether a document is on the list. */
  public boolean names(String id, String url) {
    return entries.contains(id) || entries.contains(url);
  }
}
