package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code curate} makes of input that it cannot read, all or in part. */
class DeadLettersIT {
  private static final String GARBAGE = "garbage after the last member";
  private static final String LINE_ENDS = "\r\n\r\n";

  @TempDir Path folder;

  private Path output;

  @BeforeEach
  void nameTheOutput() {
    output = folder.resolve("curated");
  }

  @Test
  void moreDeadLettersThanAllowedFailTheRunAndStayToBeInspected() throws IOException {
    Cli.Result result = curate(List.of(tenPagesAndGarbage("x")), "--maxDeadLetterRatio=0.05");

    assertThat(result.exitCode()).as(result.stderr()).isEqualTo(1);
    assertThat(result.stderr())
        .contains(
            "curate failed: 1 of 11 records are dead letters",
            "--maxDeadLetterRatio=0.05",
            ".staging-");
    assertThat(output.resolve("manifest.json")).doesNotExist();
    assertThat(output.resolve("documents")).doesNotExist();
    assertThat(new RunOutput(output).deadLetters()).hasSize(1);
  }

  @Test
  void noMoreDeadLettersThanAllowedAreNoFailure() throws IOException {
    Cli.Result result = curate(List.of(tenPagesAndGarbage("x")), "--maxDeadLetterRatio=0.1");

    assertThat(result.exitCode()).as(result.stderr()).isZero();
    assertThat(new RunOutput(output).manifest().at("/counts/dead_letters").asInt()).isEqualTo(1);
  }

  @Test
  void aRunThatFailsLeavesTheEarlierResultAsItWas() throws IOException {
    Path input = tenPagesAndGarbage("x");
    curate(List.of(input));
    JsonNode manifest = new RunOutput(output).manifest();

    Cli.Result result =
        curate(List.of(input), "--overwrite", "--keepDropped=false", "--maxDeadLetterRatio=0");

    assertThat(result.exitCode()).as(result.stderr()).isEqualTo(1);
    assertThat(new RunOutput(output).manifest()).isEqualTo(manifest);
    for (JsonNode file : manifest.path("files")) {
      assertThat(RunOutput.sha256(output.resolve(file.path("path").asText())))
          .isEqualTo(file.path("sha256").asText());
    }
  }

  @Test
  void inputsOfOneNameAreToldApartByTheirFolders() throws IOException {
    List<Path> inputs = List.of(tenPagesAndGarbage("one"), tenPagesAndGarbage("two"));

    Cli.Result result = curate(inputs);

    assertThat(result.exitCode()).as(result.stderr()).isZero();
    assertThat(new RunOutput(output).deadLetterRecords())
        .extracting(letter -> letter.get("source").toString())
        .containsExactlyInAnyOrderElementsOf(inputs.stream().map(Path::toString).toList());
  }

  @Test
  void aFileWithoutAnyRecordIsNamedAndTheRestIsCurated() throws IOException {
    Path picture = picture();
    Path empty = Files.createFile(folder.resolve("empty.warc.gz"));

    Cli.Result result = curate(List.of(tenPagesAndGarbage("x"), picture, empty));

    assertThat(result.exitCode()).as(result.stderr()).isZero();
    assertThat(result.stderr())
        .contains("warning: " + picture + ": no record", "warning: " + empty + ": no record");
    JsonNode summary = new RunOutput(output).summary();
    assertThat(summary.path("inputs_without_records"))
        .extracting(JsonNode::asText)
        .containsExactly(empty.toString(), picture.toString());
    assertThat(summary.at("/stages/0/kept").asInt()).isEqualTo(10);
    assertThat(new RunOutput(output).deadLetterRecords())
        .anySatisfy(
            letter -> {
              assertThat(letter.get("source").toString()).isEqualTo(picture.toString());
              assertThat(letter.get("offset")).isEqualTo(0L);
            });
  }

  @Test
  void noFileWithARecordFailsTheRun() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.warc.gz"), "Notes, not compressed.");

    Cli.Result result = curate(List.of(picture(), text));

    assertThat(result.exitCode()).as(result.stderr()).isEqualTo(1);
    assertThat(result.stderr())
        .contains("curate failed: no input holds a WARC record", "offset 0", "--input")
        .contains(picture().toString(), text.toString());
    assertThat(output.resolve("manifest.json")).doesNotExist();
    assertThat(new RunOutput(output).deadLetters()).hasSize(2);
  }

  @Test
  void aRecordOutOfADeadLetterCanBeReadAgain() throws IOException {
    String record =
        String.join(
            "\r\n",
            "WARC/1.0",
            "WARC-Type: conversion",
            "WARC-Target-URI: http:///no-host",
            "WARC-Date: 2026-11-22T11:34:36Z",
            "Content-Type: text/plain",
            "Content-Length: 4",
            "",
            "text");
    Path wet = Sample.textRecords(folder.resolve("x.wet"), "A text.");
    Files.writeString(wet, record + LINE_ENDS, StandardOpenOption.APPEND);
    curate(List.of(wet));
    GenericRecord letter = new RunOutput(output).deadLetterRecords().get(0);
    assertThat(letter.get("payload_type").toString()).isEqualTo("record");
    assertThat(payload(letter)).isEqualTo(record);

    Path replay = folder.resolve("replay.warc.gz");
    Cli.Result replayed = Cli.millrace("replay", "--data=" + output, "--output=" + replay);
    assertThat(replayed.exitCode()).as(replayed.stderr()).isZero();
    output = folder.resolve("replayed");
    Cli.Result result = curate(List.of(replay));

    assertThat(result.exitCode()).as(result.stderr()).isZero();
    assertThat(result.stderr()).contains("warning: " + replay);
    assertThat(new RunOutput(output).deadLetterRecords())
        .singleElement()
        .satisfies(
            again -> {
              assertThat(again.get("reason")).isEqualTo(letter.get("reason"));
              assertThat(payload(again)).isEqualTo(record);
            });
  }

  @Test
  void whatALimitKeptOutComesInByReplay() throws IOException {
    Path pages = tenPagesAndGarbage("x");
    curate(List.of(pages), "--maxBodyBytes=10000");
    long kept = new RunOutput(output).summary().at("/stages/0/kept").asLong();
    Path replay = folder.resolve("replay.warc");

    Cli.Result none =
        Cli.millrace("replay", "--data=" + output, "--output=" + replay, "--stage=extract");
    assertThat(none.exitCode()).as(none.stderr()).isZero();
    assertThat(replay).isEmptyFile();

    Cli.Result replayed = Cli.millrace("replay", "--data=" + output, "--output=" + replay);
    assertThat(replayed.exitCode()).as(replayed.stderr()).isZero();
    assertThat(replayed.stdout()).containsPattern("read +" + (11 - kept) + " +" + (10 - kept));
    output = folder.resolve("replayed");
    assertThat(curate(List.of(replay)).exitCode()).isZero();

    assertThat(kept).isBetween(1L, 9L);
    assertThat(new RunOutput(output).summary().at("/stages/0/kept").asLong()).isEqualTo(10 - kept);
  }

  @Test
  void nothingToReplayIsBadUsage() throws IOException {
    curate(List.of(Sample.subset(folder.resolve("sound.warc.gz"), 11, 10)));

    Cli.Result result =
        Cli.millrace("replay", "--data=" + output, "--output=" + folder.resolve("replay.warc"));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.stderr()).contains("has no dead letters");
  }

  private static String payload(GenericRecord letter) {
    return StandardCharsets.UTF_8
        .decode(((ByteBuffer) letter.get("payload")).duplicate())
        .toString();
  }

  private Path tenPagesAndGarbage(String name) throws IOException {
    Path file = Files.createDirectory(folder.resolve(name)).resolve("pages.warc.gz");
    Sample.subset(file, 11, 10);
    return Files.writeString(file, GARBAGE, StandardOpenOption.APPEND);
  }

  private Path picture() throws IOException {
    byte[] jpeg = new byte[5000];
    jpeg[0] = (byte) 0xff;
    jpeg[1] = (byte) 0xd8;
    return Files.write(folder.resolve("picture.jpg"), jpeg);
  }

  private Cli.Result curate(List<Path> inputs, String... options) {
    List<String> args = new ArrayList<>(List.of("curate", "--output=" + output, "--parallelism=2"));
    inputs.forEach(input -> args.add("--input=" + input));
    args.addAll(List.of(options));
    return Cli.millrace(args.toArray(String[]::new));
  }
}
