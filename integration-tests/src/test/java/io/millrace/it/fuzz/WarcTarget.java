package io.millrace.it.fuzz;

import io.millrace.io.warc.ByteRange;
import io.millrace.io.warc.Damaged;
import io.millrace.io.warc.WarcEntry;
import io.millrace.io.warc.WarcLimits;
import io.millrace.io.warc.WarcReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * WARC records in gzip members. Damage is never an error, but an entry, so that whatever is thrown
 * is a fault.
 */
final class WarcTarget implements FuzzTarget {
  private static final int MAX_MEMBER_BYTES = 16 << 10;
  private static final List<String> TOKENS =
      List.of(
          "WARC/1.0\r\n",
          "WARC/1.1\r\nWARC-Type: response\r\n",
          "\r\n\r\n",
          "\r\n",
          "Content-Length: 99999999999\r\n",
          "Content-Length: -1\r\n",
          "HTTP/1.1 200 OK\r\n",
          "Content-Encoding: br, gzip\r\n",
          "Transfer-Encoding: chunked\r\n",
          "ffffffff\r\n",
          "\0",
          "\u001f\u008b\u0008");

  private final boolean insideContainer;
  private final List<byte[]> members;

  /**
   * @param warc a file of a gzip member a record
   * @param insideContainer whether records are damaged and then compressed, or damaged as they are
   *     stored
   */
  WarcTarget(Path warc, boolean insideContainer) throws IOException {
    this.insideContainer = insideContainer;
    this.members = members(warc);
  }

  private static List<byte[]> members(Path warc) throws IOException {
    byte[] file = Files.readAllBytes(warc);
    List<Integer> starts = new ArrayList<>();
    try (WarcReader reader =
        WarcReader.open(FileChannel.open(warc), "warc", ByteRange.all(), WarcLimits.DEFAULT)) {
      for (Optional<WarcEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        starts.add(Math.toIntExact(entry.get().warcOffset()));
      }
    }
    List<byte[]> members = new ArrayList<>();
    for (int i = 0; i + 1 < starts.size(); i++) {
      if (starts.get(i + 1) - starts.get(i) <= MAX_MEMBER_BYTES) {
        members.add(Arrays.copyOfRange(file, starts.get(i), starts.get(i + 1)));
      }
    }
    return members;
  }

  @Override
  public String title() {
    return insideContainer ? "WARC, compressed after the damage" : "WARC, damaged as stored";
  }

  @Override
  public String fileName() {
    return "mutant.warc.gz";
  }

  @Override
  public byte[] mutant(Random random) {
    Mutator mutator = new Mutator(random, TOKENS);
    byte[] member = members.get(random.nextInt(members.size()));
    return insideContainer ? gzip(mutator.mutate(gunzip(member))) : mutator.mutate(member);
  }

  @Override
  public Outcome read(Path file) throws IOException {
    boolean damaged = false;
    try (WarcReader reader =
        WarcReader.open(FileChannel.open(file), fileName(), ByteRange.all(), WarcLimits.DEFAULT)) {
      for (Optional<WarcEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        damaged |= entry.get() instanceof Damaged;
      }
    }
    return damaged ? Outcome.REFUSED : Outcome.ACCEPTED;
  }

  private static byte[] gunzip(byte[] member) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(member))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("the sample's members are sound", e);
    }
  }

  private static byte[] gzip(byte[] record) {
    ByteArrayOutputStream member = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(member)) {
      out.write(record);
    } catch (IOException e) {
      throw new IllegalStateException("memory takes all that is written", e);
    }
    return member.toByteArray();
  }
}
