package io.millrace.it;

import io.millrace.io.warc.ByteRange;
import io.millrace.io.warc.Capture;
import io.millrace.io.warc.WarcEntry;
import io.millrace.io.warc.WarcLimits;
import io.millrace.io.warc.WarcReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The bundled sample crawl, and files made from it. */
final class Sample {
  /** The whole crawl. */
  static final Path WARC = Path.of("..", "samples", "crawl.warc.gz").toAbsolutePath().normalize();

  private Sample() {}

  /** The captures of a file, in order. */
  static List<Capture> captures(Path warc) throws IOException {
    List<Capture> captures = new ArrayList<>();
    try (WarcReader reader =
        WarcReader.open(
            FileChannel.open(warc),
            warc.getFileName().toString(),
            ByteRange.all(),
            WarcLimits.DEFAULT)) {
      for (Optional<WarcEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        if (entry.get() instanceof Capture capture) {
          captures.add(capture);
        }
      }
    }
    return captures;
  }

  /** Writes the gzip members of every {@code step}-th capture, {@code count} in all, to a file. */
  static Path subset(Path target, int step, int count) throws IOException {
    byte[] crawl = Files.readAllBytes(WARC);
    List<Integer> offsets = members(crawl);
    List<Capture> captures = captures(WARC);
    try (OutputStream out = Files.newOutputStream(target)) {
      for (int i = 0; i < count; i++) {
        int start = Math.toIntExact(captures.get(i * step).warcOffset());
        int end = offsets.get(offsets.indexOf(start) + 1);
        out.write(crawl, start, end - start);
      }
    }
    return target;
  }

  /** Writes texts as the conversion records of an uncompressed WET file. */
  static Path textRecords(Path target, String... texts) throws IOException {
    try (OutputStream out = Files.newOutputStream(target)) {
      for (int i = 0; i < texts.length; i++) {
        byte[] text = texts[i].getBytes(StandardCharsets.UTF_8);
        String header =
            "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-00000000000"
                + i
                + ">\r\nWARC-Date: 2026-01-01T00:00:00Z\r\nWARC-Target-URI: https://example.org/"
                + i
                + "\r\nContent-Type: text/plain\r\nContent-Length: "
                + text.length
                + "\r\n\r\n";
        out.write(header.getBytes(StandardCharsets.US_ASCII));
        out.write(text);
        out.write("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      }
    }
    return target;
  }

  /**
   * A page as a server sent it.
   *
   * @param url its address
   * @param date when, such as {@code 2026-01-01T00:00:00Z}
   * @param headers HTTP headers, each with its line end
   * @param html its body
   */
  record Response(String url, String date, String headers, String html) {}

  /** Writes pages as the response records of an uncompressed WARC file. */
  static Path responses(Path target, Response... responses) throws IOException {
    try (OutputStream out = Files.newOutputStream(target)) {
      for (int i = 0; i < responses.length; i++) {
        Response response = responses[i];
        String http =
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
                + response.headers()
                + "\r\n"
                + response.html();
        String record =
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-"
                + String.format(Locale.ROOT, "%012d", i)
                + ">\r\nWARC-Date: "
                + response.date()
                + "\r\nWARC-Target-URI: "
                + response.url()
                + "\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: "
                + http.getBytes(StandardCharsets.UTF_8).length
                + "\r\n\r\n"
                + http
                + "\r\n\r\n";
        out.write(record.getBytes(StandardCharsets.UTF_8));
      }
    }
    return target;
  }

  /** Where the records' gzip members begin, and the file's end. */
  private static List<Integer> members(byte[] crawl) throws IOException {
    List<Integer> offsets = new ArrayList<>();
    try (WarcReader reader =
        WarcReader.open(
            FileChannel.open(WARC), "crawl.warc.gz", ByteRange.all(), WarcLimits.DEFAULT)) {
      for (Optional<WarcEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        offsets.add(Math.toIntExact(entry.get().warcOffset()));
      }
    }
    offsets.add(crawl.length);
    return offsets;
  }

  /**
   * A damaged file.
   *
   * @param file where it lies
   * @param offsets where the damage begins
   * @param intactIds the ids of all captures that it leaves whole
   */
  record Damage(Path file, List<Long> offsets, Set<String> intactIds) {}

  /**
   * The sample with a member cut off, garbage between two members, and a byte flipped in a third.
   */
  static Damage damaged(Path target) throws IOException {
    byte[] crawl = Files.readAllBytes(WARC);
    List<Integer> offsets = members(crawl);
    List<Long> damagedAt = new ArrayList<>();
    Set<Long> lost = new HashSet<>();
    long position = 0;
    try (OutputStream out = Files.newOutputStream(target)) {
      for (int i = 0; i + 1 < offsets.size(); i++) {
        byte[] member = Arrays.copyOfRange(crawl, offsets.get(i), offsets.get(i + 1));
        if (i == 20) {
          member = Arrays.copyOf(member, member.length / 2);
        } else if (i == 40) {
          byte[] garbage = "garbage between members".getBytes(StandardCharsets.US_ASCII);
          damagedAt.add(position);
          out.write(garbage);
          position += garbage.length;
        } else if (i == 60) {
          member[member.length / 2] ^= 0x55;
        }
        if (i == 20 || i == 60) {
          damagedAt.add(position);
          lost.add((long) offsets.get(i));
        }
        out.write(member);
        position += member.length;
      }
    }
    Set<String> intact =
        captures(WARC).stream()
            .filter(capture -> !lost.contains(capture.warcOffset()))
            .map(capture -> capture.id().toString())
            .collect(Collectors.toSet());
    return new Damage(target, damagedAt, intact);
  }
}
