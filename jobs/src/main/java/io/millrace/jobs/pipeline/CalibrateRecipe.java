package io.millrace.jobs.pipeline;

import io.millrace.transforms.calibrate.CalibrationSettings;
import io.millrace.transforms.calibrate.PrecisionSettings;
import java.util.List;

/**
 * What {@link Calibrate} does.
 *
 * @param captureFiles files of the crawl that are yet to be extracted and identified
 * @param textFiles files of the crawl that hold texts with their languages
 * @param referenceFiles files of good text
 * @param languageModel a fastText model, or null for the embedded one
 * @param splitBytes bytes of a capture file that one worker reads at a time
 * @param settings how profiles are derived
 * @param precision which word lists are made
 * @param targetShardBytes uncompressed bytes of a file of dead letters
 */
public record CalibrateRecipe(
    List<String> captureFiles,
    List<String> textFiles,
    List<String> referenceFiles,
    String languageModel,
    long splitBytes,
    CalibrationSettings settings,
    PrecisionSettings precision,
    long targetShardBytes) {}
