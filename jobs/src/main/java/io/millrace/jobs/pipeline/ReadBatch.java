package io.millrace.jobs.pipeline;

import io.millrace.io.document.Document;
import io.millrace.io.warc.Capture;
import io.millrace.transforms.batch.ReadElements;
import io.millrace.transforms.batch.WriteElements;
import io.millrace.transforms.language.LeaveUndetermined;
import io.millrace.transforms.read.ReadCaptures;
import io.millrace.transforms.stage.DocumentCoder;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.url.FilterUrls;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;

/**
 * The part of {@link Curate} that looks at one document at a time: from files to labelled
 * documents. It can be carried out for batches of files, so that a failure costs one batch, and not
 * all that was read.
 */
public final class ReadBatch {
  private static final String DOCUMENTS = "/documents";

  private ReadBatch() {}

  /**
   * Adds the recipe's first stages to a pipeline, and the writing of what they give.
   *
   * @param pipeline empty
   * @param recipe what to do, of the batch's files
   * @param folder to be written, on any file system that Beam knows
   */
  public static void build(Pipeline pipeline, CurateRecipe recipe, String folder) {
    SideStreams side = new SideStreams();
    PCollection<Document> documents = read(pipeline, recipe, side);
    documents.apply("KeepDocuments", WriteElements.to(folder + DOCUMENTS));
    side.writeTo(folder);
  }

  /** The labelled documents of a recipe's files; what runs beside them goes to {@code side}. */
  static PCollection<Document> read(Pipeline pipeline, CurateRecipe recipe, SideStreams side) {
    PCollection<Capture> captures = filterUrls(captures(pipeline, recipe, side), recipe, side);
    PCollection<Document> documents = side.take(captures.apply("Extract", recipe.extract()));
    return recipe.identifyLanguage() == null
        ? documents.apply("LeaveUndetermined", LeaveUndetermined.create())
        : side.take(documents.apply("LabelLanguage", recipe.identifyLanguage().labelling()));
  }

  /** The labelled documents of batches; what ran beside them goes to {@code side}. */
  static PCollection<Document> written(Pipeline pipeline, List<String> folders, SideStreams side) {
    side.readFrom(pipeline, folders);
    List<String> prefixes = folders.stream().map(folder -> folder + DOCUMENTS).toList();
    return pipeline.apply("Documents", ReadElements.from(prefixes, DocumentCoder.of()));
  }

  private static PCollection<Capture> captures(
      Pipeline pipeline, CurateRecipe recipe, SideStreams side) {
    PCollectionTuple read = pipeline.apply("Read", recipe.read());
    side.takeDeadLetters(read.get(StageTags.DEAD_LETTERS));
    side.takeCounts(read.get(StageTags.COUNTS));
    return read.get(ReadCaptures.CAPTURES);
  }

  private static PCollection<Capture> filterUrls(
      PCollection<Capture> captures, CurateRecipe recipe, SideStreams side) {
    if (recipe.filterUrls() == null) {
      return captures;
    }
    PCollectionTuple filtered = captures.apply("FilterUrls", recipe.filterUrls());
    side.takeDropped(filtered.get(StageTags.DROPPED));
    side.takeDeadLetters(filtered.get(StageTags.DEAD_LETTERS));
    side.takeCounts(filtered.get(StageTags.COUNTS));
    return filtered.get(FilterUrls.CAPTURES);
  }
}
