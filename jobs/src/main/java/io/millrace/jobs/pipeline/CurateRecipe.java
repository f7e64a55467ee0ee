package io.millrace.jobs.pipeline;

import io.millrace.transforms.boilerplate.RemoveBoilerplate;
import io.millrace.transforms.dedup.RemoveDuplicates;
import io.millrace.transforms.extract.ExtractText;
import io.millrace.transforms.filter.FilterDocuments;
import io.millrace.transforms.language.IdentifyLanguage;
import io.millrace.transforms.quality.FilterQuality;
import io.millrace.transforms.read.ReadCaptures;
import io.millrace.transforms.redact.RedactPii;
import io.millrace.transforms.repair.RepairText;
import io.millrace.transforms.url.FilterUrls;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What {@link Curate} does: its stages, in the order of the stream, and how it writes. A stage that
 * is null is left out.
 *
 * @param read where captures come from
 * @param filterUrls leaves out addresses, or null
 * @param extract makes documents of captures
 * @param identifyLanguage labels documents, or null
 * @param languageModel what tells the model of the labels from others, or null
 * @param removeDuplicates keeps one document a cluster, or null
 * @param knownSignatures files of signatures of earlier runs, for {@code removeDuplicates}
 * @param removeBoilerplate removes what sites repeat, or null
 * @param filterQuality drops poor documents, or null
 * @param filters of the user's own, in their order
 * @param repair mends texts, or null
 * @param redact removes personal data, or null
 * @param keepDropped whether dropped documents are written
 * @param stageCounts whether the stages' counts are written to a file of their own
 * @param targetShardBytes uncompressed bytes of a file
 * @param rowGroupRows rows of a row group
 */
public record CurateRecipe(
    ReadCaptures read,
    FilterUrls filterUrls,
    ExtractText extract,
    IdentifyLanguage identifyLanguage,
    String languageModel,
    RemoveDuplicates removeDuplicates,
    List<String> knownSignatures,
    RemoveBoilerplate removeBoilerplate,
    FilterQuality filterQuality,
    List<FilterDocuments> filters,
    RepairText repair,
    RedactPii redact,
    boolean keepDropped,
    boolean stageCounts,
    long targetShardBytes,
    int rowGroupRows) {

  /** The names of Millrace's own stages, those that may be left out among them. */
  public static final Set<String> OWN_STAGES =
      Set.of(
          ReadCaptures.STAGE,
          FilterUrls.STAGE,
          ExtractText.STAGE,
          IdentifyLanguage.STAGE,
          RemoveDuplicates.STAGE,
          RemoveBoilerplate.STAGE,
          FilterQuality.STAGE,
          RepairText.STAGE,
          RedactPii.STAGE);

  /** The same of other files. */
  public CurateRecipe reading(ReadCaptures other) {
    return new CurateRecipe(
        other,
        filterUrls,
        extract,
        identifyLanguage,
        languageModel,
        removeDuplicates,
        knownSignatures,
        removeBoilerplate,
        filterQuality,
        filters,
        repair,
        redact,
        keepDropped,
        stageCounts,
        targetShardBytes,
        rowGroupRows);
  }

  /** The names of the stages that are not left out, in the order of the stream. */
  public List<String> stages() {
    List<String> stages = new ArrayList<>();
    stages.add(ReadCaptures.STAGE);
    if (filterUrls != null) {
      stages.add(FilterUrls.STAGE);
    }
    stages.add(ExtractText.STAGE);
    if (identifyLanguage != null) {
      stages.add(IdentifyLanguage.STAGE);
    }
    if (removeDuplicates != null) {
      stages.add(RemoveDuplicates.STAGE);
    }
    if (removeBoilerplate != null) {
      stages.add(RemoveBoilerplate.STAGE);
    }
    if (filterQuality != null) {
      stages.add(FilterQuality.STAGE);
    }
    filters.forEach(filter -> stages.add(filter.choice().name()));
    if (repair != null) {
      stages.add(RepairText.STAGE);
    }
    if (redact != null) {
      stages.add(RedactPii.STAGE);
    }
    return stages;
  }
}
