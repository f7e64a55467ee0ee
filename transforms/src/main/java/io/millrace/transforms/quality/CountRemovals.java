package io.millrace.transforms.quality;

import io.millrace.io.document.Document;
import io.millrace.io.document.Dropped;
import io.millrace.transforms.stage.StageTags;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Counts by language and cluster size what {@link FilterQuality} judged and removed, from its
 * outputs (FineWeb2, arXiv 2506.20920: rehydration).
 */
public final class CountRemovals extends PTransform<PCollectionTuple, PCollection<Removals>> {
  private static final TypeDescriptor<KV<Removals, Removals>> ROWS = new TypeDescriptor<>() {};

  private CountRemovals() {}

  /** Counts. */
  public static CountRemovals create() {
    return new CountRemovals();
  }

  @Override
  public PCollection<Removals> expand(PCollectionTuple filtered) {
    KvCoder<Removals, Removals> coder = KvCoder.of(RemovalsCoder.of(), RemovalsCoder.of());
    PCollection<Document> kept = filtered.get(StageTags.KEPT);
    PCollection<Dropped> dropped = filtered.get(StageTags.DROPPED);
    return PCollectionList.of(
            kept.apply("Kept", MapElements.into(ROWS).via(document -> row(document, 0)))
                .setCoder(coder))
        .and(
            dropped
                .apply("Dropped", MapElements.into(ROWS).via(drop -> row(drop.document(), 1)))
                .setCoder(coder))
        .apply("Judged", Flatten.pCollections())
        .apply("Sum", Combine.perKey(CountRemovals::sum))
        .apply("ToRemovals", MapElements.into(TypeDescriptor.of(Removals.class)).via(KV::getValue))
        .setCoder(RemovalsCoder.of());
  }

  private static KV<Removals, Removals> row(Document document, int removed) {
    return KV.of(
        new Removals(document.language(), document.clusterSize(), 0, 0),
        new Removals(document.language(), document.clusterSize(), 1, removed));
  }

  private static Removals sum(Removals left, Removals right) {
    return new Removals(
        left.language(),
        left.clusterSize(),
        left.entered() + right.entered(),
        left.removed() + right.removed());
  }
}
