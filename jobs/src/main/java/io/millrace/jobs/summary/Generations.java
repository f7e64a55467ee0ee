package io.millrace.jobs.summary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.io.manifest.DataFile;
import io.millrace.io.manifest.InputFile;
import io.millrace.io.manifest.Manifest;
import io.millrace.io.shard.RecordWriter;
import io.millrace.io.shard.ShardReader;
import io.millrace.io.shard.ShardSchema;
import io.millrace.transforms.read.DocumentAddresses;
import io.millrace.transforms.takedown.TakedownList;
import io.millrace.transforms.write.StagedFile;
import io.millrace.transforms.write.WriteDocuments;
import io.millrace.transforms.write.WriteDropped;
import io.millrace.transforms.write.WriteSequences;
import io.millrace.ui.report.Report;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;

/** The states that a data set has had, of which each names its own files. */
public final class Generations {
  /** Which files hold documents, and of what type. */
  private static final Map<String, ShardSchema> DOCUMENT_FOLDERS =
      Map.of(
          WriteDocuments.FOLDER, ShardSchema.DOCUMENT,
          WriteDropped.FOLDER, ShardSchema.DROPPED,
          WriteSequences.TRAIN, ShardSchema.SEQUENCE,
          WriteSequences.VALIDATION, ShardSchema.SEQUENCE);

  private static final String ROW_GROUP_ROWS = "rowGroupRows";

  private static final Pattern OF_LATER_GENERATION = Pattern.compile("/g\\d+-[^/]+$");

  private final String path;
  private final RunFolder folder;
  private final List<Manifest> all;

  private Generations(String path, RunFolder folder, List<Manifest> all) {
    this.path = path;
    this.folder = folder;
    this.all = all;
  }

  /**
   * The generations of a data set.
   *
   * @param path its folder, without a slash at its end, on any file system that Beam knows
   * @throws IOException if there is no manifest there
   */
  public static Generations of(String path) throws IOException {
    RunFolder folder = new RunFolder(path);
    List<Manifest> all = new ArrayList<>();
    for (String name : folder.earlierManifests()) {
      all.add(folder.manifest(name));
    }
    all.add(folder.manifest(Manifest.FILE_NAME));
    all.sort(Comparator.comparing(Manifest::generation));
    return new Generations(path, folder, List.copyOf(all));
  }

  /** All of them, the present one last. */
  public List<Manifest> all() {
    return all;
  }

  private Manifest present() {
    return all.get(all.size() - 1);
  }

  /**
   * Removes an earlier generation, and the files that no other has.
   *
   * @throws IllegalArgumentException if there is none of this number, or if it is the present one
   */
  public void remove(int number) throws IOException {
    Manifest removed =
        all.stream()
            .filter(manifest -> manifest.generation() == number)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no such generation"));
    if (removed.equals(present())) {
      throw new IllegalArgumentException("this is the present generation");
    }
    Set<String> others =
        all.stream()
            .filter(manifest -> !manifest.equals(removed))
            .flatMap(manifest -> manifest.files().stream())
            .map(DataFile::path)
            .collect(Collectors.toSet());
    // The manifest goes first: a generation that is listed is whole.
    folder.delete(removed.earlierPath());
    for (DataFile file : removed.files()) {
      if (!others.contains(file.path())) {
        folder.delete(file.path());
      }
    }
  }

  /**
   * What a takedown did.
   *
   * @param files that were written again
   * @param rows left out of them
   */
  public record Takedown(int files, long rows) {}

  /**
   * Writes the present generation's files that hold a listed document again without it, as a new
   * generation. Of shards, which have ids only, the documents that they were made of tell whose
   * addresses are listed. Signatures stay, so that a later crawl does not bring the document back;
   * they hold hashes only.
   *
   * @throws IOException if a file cannot be read or written; the present generation stays then
   */
  public Takedown takeDown(TakedownList named) throws IOException {
    Manifest present = present();
    TakedownList list = withIdsOfAddresses(named);
    String runId = "takedown-" + (present.generation() + 1);
    String staging = path + "/" + RunContext.STAGING_PREFIX + runId;
    List<DataFile> files = new ArrayList<>();
    List<StagedFile> written = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    int changed = 0;
    long rows = 0;
    for (DataFile file : present.files()) {
      ShardSchema schema = DOCUMENT_FOLDERS.get(file.path().replaceFirst("/.*", ""));
      StagedFile without =
          schema == null || !holdsAny(file, list)
              ? null
              : rewrite(file, schema, list, ids, staging + "/" + changed + ".parquet");
      if (without == null) {
        files.add(file);
        continue;
      }
      rows += file.rows() - without.file().rows();
      changed++;
      if (without.file().rows() > 0) {
        files.add(without.file());
        written.add(without);
      }
    }
    if (changed > 0) {
      folder.move(written);
      folder.write(present.earlierPath(), present.toJson());
      files.sort(Comparator.comparing(DataFile::path));
      Manifest next = present.next(runId, Instant.now().toString(), counts(present, rows), files);
      removeSamples(ids, next);
      folder.writeCard(next);
      folder.write(Manifest.FILE_NAME, next.toJson());
      folder.deleteStaging(staging);
    }
    return new Takedown(changed, rows);
  }

  private TakedownList withIdsOfAddresses(TakedownList list) throws IOException {
    if (!present().kind().equals("shards") || list.addresses().isEmpty()) {
      return list;
    }
    List<String> documents = present().inputs().stream().map(InputFile::path).toList();
    try {
      return list.with(DocumentAddresses.ids(documents, list.addresses()));
    } catch (IOException e) {
      throw new IOException(
          "--takedown: the shards in "
              + path
              + " have ids only, and the documents that they were made of, whose addresses tell which, cannot be read ("
              + e.getMessage()
              + "); list ids instead of addresses",
          e);
    }
  }

  private static SortedMap<String, Long> counts(Manifest present, long rows) {
    SortedMap<String, Long> counts = new TreeMap<>(present.counts());
    counts.merge("taken_down_rows", rows, Long::sum);
    return counts;
  }

  private boolean holdsAny(DataFile file, TakedownList list) throws IOException {
    try (ShardReader reader = open(file)) {
      for (GenericRecord row = reader.read(); row != null; row = reader.read()) {
        if (isListed(row, list)) {
          return true;
        }
      }
    }
    return false;
  }

  /** What the latest run shows of dropped texts is taken down with them. */
  private void removeSamples(Set<String> ids, Manifest next) throws IOException {
    Optional<ObjectNode> found = folder.summary();
    if (found.isPresent() && DropSamples.remove(found.get(), ids)) {
      ObjectNode summary = found.get();
      folder.writeSummary(summary);
      folder.write(RunFolder.REPORT, Report.curate(summary, RunJson.tree(next)));
    }
  }

  /** Writes a file again without what is listed, whose ids are added to {@code ids}. */
  private StagedFile rewrite(
      DataFile file, ShardSchema schema, TakedownList list, Set<String> ids, String staged)
      throws IOException {
    ResourceId target = FileSystems.matchNewResource(staged, false);
    int rowGroupRows = Integer.parseInt(present().options().getOrDefault(ROW_GROUP_ROWS, "1000"));
    long tokens = 0;
    RecordWriter writer =
        RecordWriter.open(
            Channels.newOutputStream(FileSystems.create(target, MimeTypes.BINARY)),
            schema,
            rowGroupRows);
    try (writer;
        ShardReader reader = open(file)) {
      for (GenericRecord row = reader.read(); row != null; row = reader.read()) {
        if (isListed(row, list)) {
          ids.add(row.get("id").toString());
        } else {
          writer.write(row);
          tokens += row.hasField("input_ids") ? ((List<?>) row.get("input_ids")).size() : 0;
        }
      }
    }
    String name = nameOfRewritten(file.path(), present().generation() + 1);
    return new StagedFile(
        staged, new DataFile(name, writer.rows(), tokens, writer.bytes(), writer.sha256()));
  }

  /**
   * Where a file goes that a generation writes again. The generation that it came with stays in the
   * name: files of two generations may have the same number, {@code part-00000-of-00001} and {@code
   * g2-part-00000-of-00001}.
   */
  static String nameOfRewritten(String path, int generation) {
    String name = path.replaceFirst("/g\\d+-of-(g\\d+-[^/]+)$", "/$1");
    return OF_LATER_GENERATION.matcher(name).find()
        ? name.replaceFirst("([^/]+)$", "g" + generation + "-of-$1")
        : name.replaceFirst("([^/]+)$", "g" + generation + "-$1");
  }

  private static boolean isListed(GenericRecord row, TakedownList list) {
    Object url = row.hasField("url") ? row.get("url") : "";
    return list.names(row.get("id").toString(), url.toString());
  }

  private ShardReader open(DataFile file) throws IOException {
    String location = path + "/" + file.path();
    return new ShardReader(
        (SeekableByteChannel) FileSystems.open(FileSystems.matchNewResource(location, false)),
        location);
  }
}
