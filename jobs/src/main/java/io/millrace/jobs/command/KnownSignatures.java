package io.millrace.jobs.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.io.manifest.InputFile;
import io.millrace.io.manifest.Manifest;
import io.millrace.jobs.summary.CurateFiles;
import io.millrace.jobs.summary.SketchSchemeJson;
import io.millrace.transforms.dedup.RemoveDuplicates;
import io.millrace.transforms.dedup.known.WriteSignatures;
import io.millrace.transforms.dedup.sketch.SketchScheme;
import io.millrace.ui.command.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The signatures of earlier runs that {@code --knownSignatures} names. */
final class KnownSignatures {
  private KnownSignatures() {}

  /**
   * The files of signatures of earlier runs.
   *
   * @param folders the runs' outputs, or their folders of signatures
   * @param remove the deduplication that is to know them, or null if there is none
   * @param languageModel what tells the model of its documents' labels from others, or null
   * @throws UsageException if one of them is no finished run's, or was made otherwise
   */
  static List<InputFile> match(List<String> folders, RemoveDuplicates remove, String languageModel)
      throws IOException {
    if (folders.isEmpty()) {
      return List.of();
    }
    if (remove == null) {
      throw new UsageException(
          "--knownSignatures is of no use where --skipStages leaves out dedup");
    }
    List<String> paths = new ArrayList<>();
    for (String folder : folders) {
      String run = folder.replaceFirst("(?<=.)/+$", "").replaceFirst("/signatures$", "");
      Manifest manifest = JobRun.manifest(run);
      if (manifest == null) {
        throw new UsageException(
            "--knownSignatures="
                + folder
                + " is no output of a finished curate run: it has no "
                + Manifest.FILE_NAME);
      }
      requireSame(remove.scheme(), manifest, "--knownSignatures=" + folder);
      requireSameLabels(languageModel, manifest, "--knownSignatures=" + folder);
      manifest.files().stream()
          .map(file -> file.path())
          .filter(path -> path.startsWith(WriteSignatures.FOLDER + "/"))
          .forEach(path -> paths.add(run + "/" + path));
    }
    return paths.isEmpty() ? List.of() : InputFiles.match("--knownSignatures", paths);
  }

  private static void requireSame(SketchScheme scheme, Manifest manifest, String option) {
    JsonNode made = manifest.details().get(SketchSchemeJson.KEY);
    if (scheme == null || made == null) {
      if (scheme != null) {
        throw new UsageException(
            option
                + " holds no signatures of near-duplicates; give another run, or --nearDuplicates=false");
      }
      return;
    }
    try {
      scheme.requireSame(SketchSchemeJson.parse(made), option);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  /** Texts are compared with those of their own label only. */
  private static void requireSameLabels(String languageModel, Manifest manifest, String option) {
    JsonNode made = manifest.details().get(CurateFiles.LANGUAGE_MODEL);
    String earlier = made == null ? null : made.asText();
    if (!Objects.equals(earlier, languageModel)) {
      throw new UsageException(
          option
              + " has labels of another language model, SHA-256 "
              + earlier
              + ", than this run's, "
              + languageModel
              + "; give the same --languageModel");
    }
  }
}
