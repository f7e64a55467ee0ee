package io.millrace.training.export.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.io.manifest.DataFile;
import io.millrace.io.manifest.Manifest;
import io.millrace.io.tokenizer.ByteTokenizer;
import io.millrace.io.tokenizer.HuggingFaceJsonTokenizer;
import io.millrace.io.tokenizer.bpe.TokenizerJson;
import io.millrace.training.checkpoint.FileTree;
import io.millrace.training.command.CommandRun;
import io.millrace.training.export.TestCheckpoints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;

  private Path run;
  private Path output;

  @BeforeEach
  void saveACheckpoint() throws IOException {
    run = folder.resolve("run");
    output = folder.resolve("exported");
    TestCheckpoints.save(run, TestCheckpoints.bytesModel(), 5);
  }

  @Test
  void theManifestNamesEveryFileWithItsChecksum() throws IOException {
    CommandRun export = export(run);

    assertThat(export.exitCode()).as(export.err()).isZero();
    assertThat(export.out()).contains("model.safetensors", "the model of step 5");
    Path file = output.resolve(Manifest.FILE_NAME);
    Manifest manifest = Manifest.fromJson(Files.readAllBytes(file), "manifest");
    assertThat(manifest.kind()).isEqualTo("model");
    assertThat(manifest.counts()).containsEntry("steps", 5L).containsEntry("trained_tokens", 99L);
    List<Path> written = new ArrayList<>(FileTree.files(output));
    assertThat(written.remove(file)).isTrue();
    assertThat(manifest.files())
        .extracting(DataFile::path)
        .containsExactlyInAnyOrderElementsOf(
            written.stream().map(each -> output.relativize(each).toString()).toList())
        .contains("config.json", "model.safetensors", "saved_model/saved_model.pb");
    for (DataFile each : manifest.files()) {
      assertThat(each.sha256()).isEqualTo(FileTree.sha256(output.resolve(each.path())));
    }
    assertThat(folder).isDirectoryNotContaining("glob:**unfinished*");
  }

  @Test
  void bytesAreATokenizerThatOthersCanLoad() throws IOException {
    export(run);

    byte[] json = Files.readAllBytes(output.resolve("tokenizer.json"));
    try (HuggingFaceJsonTokenizer tokenizer = new HuggingFaceJsonTokenizer(json, "exported")) {
      assertThat(tokenizer.encode("Mühle")).isEqualTo(new ByteTokenizer().encode("Mühle"));
    }
    JsonNode config = MAPPER.readTree(output.resolve("config.json").toFile());
    assertThat(config.path("eos_token_id").asInt()).isEqualTo(256);
    assertThat(config.path("max_position_embeddings").asInt())
        .isEqualTo(TestCheckpoints.CONTEXT_TOKENS);
    JsonNode ofTokenizer = MAPPER.readTree(output.resolve("tokenizer_config.json").toFile());
    assertThat(ofTokenizer.path("bos_token").asText()).isEqualTo("<|endoftext|>");
  }

  @Test
  void theDataSetsTokenizerIsCopied() throws IOException {
    Path other = folder.resolve("other");
    Path definition = folder.resolve("learnt.json");
    Files.writeString(definition, TokenizerJson.ofBytes());
    String sha256 = FileTree.sha256(definition);
    TestCheckpoints.save(other, TestCheckpoints.bytesModel(), 5, sha256);

    CommandRun without = export(other);
    assertThat(without.exitCode()).isEqualTo(2);
    assertThat(without.err()).contains("--tokenizer=FILE").contains("tokenizer.json: missing");

    Path wrong = Files.writeString(folder.resolve("wrong.json"), "{}");
    CommandRun withAnother = export(other, "--tokenizer=" + wrong);
    assertThat(withAnother.exitCode()).isEqualTo(2);
    assertThat(withAnother.err()).contains("wrong.json").contains(sha256);

    Files.copy(definition, other.resolve("tokenizer.json"));
    assertThat(export(other).exitCode()).isZero();
    assertThat(output.resolve("tokenizer.json")).hasSameBinaryContentAs(definition);
  }

  @Test
  void whatIsThereIsKeptUntilToldOtherwise() throws IOException {
    assertThat(export(run).exitCode()).isZero();
    CommandRun again = export(run);
    assertThat(again.exitCode()).isZero();
    assertThat(again.err()).contains("already");

    TestCheckpoints.save(run, TestCheckpoints.bytesModel(), 6);
    CommandRun newer = export(run);
    assertThat(newer.exitCode()).isEqualTo(2);
    assertThat(newer.err()).contains("--overwrite");

    CommandRun replacing = export(run, "--overwrite");
    assertThat(replacing.exitCode()).as(replacing.err()).isZero();
    assertThat(replacing.out()).contains("the model of step 6");
  }

  @Test
  void aFolderWithOtherFilesIsNeverReplaced() throws IOException {
    Files.createDirectories(output);
    Files.writeString(output.resolve("thesis.txt"), "years of work", StandardCharsets.UTF_8);
    CommandRun export = export(run, "--overwrite");
    assertThat(export.exitCode()).isEqualTo(2);
    assertThat(export.err()).contains("thesis.txt");
    assertThat(output.resolve("thesis.txt")).exists();
  }

  @Test
  void oneOfSeveralCheckpointsCanBeTaken() throws IOException {
    TestCheckpoints.save(run, TestCheckpoints.bytesModel(), 6);
    assertThat(export(run.resolve("checkpoints/step-00000005")).out()).contains("step 5");
  }

  @Test
  void aFolderWithoutCheckpointIsBadUsage() {
    CommandRun export = export(folder.resolve("nowhere"));
    assertThat(export.exitCode()).isEqualTo(2);
    assertThat(export.err()).contains("--checkpoint").contains("nowhere").contains("train");
    assertThat(output).doesNotExist();
  }

  @Test
  void aTokenizerForBytesIsBadUsage() {
    CommandRun export = export(run, "--tokenizer=" + folder.resolve("tokenizer.json"));
    assertThat(export.exitCode()).isEqualTo(2);
    assertThat(export.err()).contains("--tokenizer").contains("bytes");
  }

  private CommandRun export(Path checkpoint, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("export", "--checkpoint=" + checkpoint, "--output=" + output));
    arguments.addAll(List.of(options));
    return CommandRun.of(arguments.toArray(String[]::new));
  }
}
