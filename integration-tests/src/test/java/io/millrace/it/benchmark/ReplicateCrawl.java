package io.millrace.it.benchmark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;

/**
 * Makes a crawl several times larger than another: each replica has all its records, at addresses
 * of its own ({@code http://host/r3/...}), and every HTML page with other words (see {@link
 * PageVariation}), so that nothing is a copy of another replica's. How to run it is in
 * docs/benchmarks.md.
 *
 * <p>The same arguments give the same bytes. One record is held at a time.
 */
public final class ReplicateCrawl {
  private static final Pattern ORIGIN = Pattern.compile("(?i)^<?https?://[^/?#\\s>]*");
  private static final Pattern RECORD_ID = Pattern.compile("<urn:uuid:[^>]*>");

  private final int replica;
  private final ResponseVariation variation;

  private ReplicateCrawl(int replica) {
    this.replica = replica;
    this.variation = new ResponseVariation(replica);
  }

  /**
   * @param args the crawl, the file to write, and how many replicas, at least 1
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      throw new IllegalArgumentException("give CRAWL.warc.gz OUT.warc.gz REPLICAS");
    }
    replicate(Path.of(args[0]), Path.of(args[1]), Integer.parseInt(args[2]));
  }

  /** Writes the replicas of {@code crawl}, numbered from 1, a gzip member a record. */
  static void replicate(Path crawl, Path to, int replicas) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to))) {
      for (int replica = 1; replica <= replicas; replica++) {
        ReplicateCrawl copies = new ReplicateCrawl(replica);
        try (WarcReader reader = new WarcReader(crawl)) {
          for (WarcRecord record : reader) {
            copies.write(record, out);
          }
        }
      }
    }
  }

  private void write(WarcRecord record, OutputStream out) throws IOException {
    byte[] block = record.body().stream().readAllBytes();
    byte[] varied = record.type().equals("response") ? variation.of(block) : block;
    Map<String, List<String>> headers = new LinkedHashMap<>(record.headers().map());
    if (varied != block) {
      headers.remove("WARC-Block-Digest");
      headers.remove("WARC-Payload-Digest");
      headers.put("Content-Length", List.of(Integer.toString(varied.length)));
    }
    StringBuilder head = new StringBuilder("WARC/1.0\r\n");
    headers.forEach(
        (name, values) ->
            values.forEach(
                value -> head.append(name).append(": ").append(ofReplica(value)).append("\r\n")));
    GZIPOutputStream member = new GZIPOutputStream(out);
    member.write(head.append("\r\n").toString().getBytes(UTF_8));
    member.write(varied);
    member.write("\r\n\r\n".getBytes(ISO_8859_1));
    member.finish();
  }

  /** An address below a folder of the replica's, an id of its own, any other value as it is. */
  private String ofReplica(String value) {
    Matcher origin = ORIGIN.matcher(value);
    if (origin.find()) {
      return origin.group() + "/r" + replica + value.substring(origin.end());
    }
    return RECORD_ID.matcher(value).replaceAll(id -> "<urn:uuid:" + derived(id.group()) + ">");
  }

  private UUID derived(String id) {
    return UUID.nameUUIDFromBytes((id + replica).getBytes(UTF_8));
  }
}
