package io.millrace.transforms.dedup;

import io.millrace.io.document.Document;
import io.millrace.transforms.dedup.Capture.Generation;
import io.millrace.transforms.dedup.band.FindNearDuplicates;
import io.millrace.transforms.dedup.cluster.ConnectedComponents;
import io.millrace.transforms.dedup.known.KnownText;
import io.millrace.transforms.dedup.sketch.LshBands;
import io.millrace.transforms.dedup.sketch.SketchScheme;
import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.share.Hash128Coder;
import io.millrace.transforms.share.MeasuredFn;
import io.millrace.transforms.share.MeetByKey;
import io.millrace.transforms.stage.ApplyRule;
import io.millrace.transforms.stage.CountKeyCoder;
import io.millrace.transforms.stage.DeadLetterCoder;
import io.millrace.transforms.stage.DocumentCoder;
import io.millrace.transforms.stage.StageTags;
import io.millrace.transforms.stage.TallyCoder;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Keeps one document of each cluster of duplicates, everywhere in the input at once, each language
 * by itself. Equal addresses and equal texts go first; then documents whose texts are nearly equal:
 * MinHash signatures of their shingles find pairs that share a band (FineWeb2, arXiv 2506.20920,
 * section 4.3), the same signatures verify them, and pairs that connect make a cluster. The same
 * documents survive on any runner and parallelism.
 *
 * <p>The outputs are those of {@link StageTags}, {@link #SIGNATURES}, {@link #BRIDGES} and {@link
 * MeasuredFn#KEY_BYTES}. Kept documents bear their cluster: its smallest id, and how many documents
 * it has, copies included. The drop reasons are {@code same_url} and {@code exact_duplicate}, their
 * value the id of the document kept in its place, and {@code near_duplicate}, its value the
 * cluster's id. Documents of fewer words than a shingle have no near-duplicates.
 *
 * <p>Texts are shuffled once, to meet the verdicts; all else is hashes. No key receives more than a
 * bounded part of a large cluster.
 */
public final class RemoveDuplicates extends PTransform<PCollection<Document>, PCollectionTuple> {
  /** The stage's name in outputs and counts. */
  public static final String STAGE = "dedup";

  /** The distinct texts of this run, kept or not, for later ones to know. */
  public static final TupleTag<KnownText> SIGNATURES = DecideTextsFn.SIGNATURES;

  /**
   * Pairs of clusters of earlier runs that texts of this run connect, the smaller id first. They
   * are not merged; a pair may come out several times.
   */
  public static final TupleTag<KV<Hash128, Hash128>> BRIDGES = DecideTextsFn.BRIDGES;

  /**
   * The groupings whose {@link MeasuredFn#KEY_BYTES} follow from the documents alone; those of
   * {@link ConnectedComponents} depend on how the runner bundles, too.
   */
  public static final Set<String> STABLE_GROUPINGS = Set.of("Urls", "Texts", "Bands", "Clusters");

  private RepresentativeOrder order = RepresentativeOrder.LONGEST;
  private LshBands bands = LshBands.FINEWEB;
  private int shingleWords = 5;
  private double threshold = 0.7;
  private int maxBandDocuments = 1024;
  private int convergenceRounds = 8;
  private Search search = Search.EXACT_AND_NEAR;
  private transient PCollection<KnownText> known;

  private enum Search {
    EXACT,
    EXACT_AND_NEAR
  }

  private RemoveDuplicates() {}

  private RemoveDuplicates(RemoveDuplicates other) {
    this.order = other.order;
    this.bands = other.bands;
    this.shingleWords = other.shingleWords;
    this.threshold = other.threshold;
    this.maxBandDocuments = other.maxBandDocuments;
    this.convergenceRounds = other.convergenceRounds;
    this.search = other.search;
    this.known = other.known;
  }

  /** Deduplication with FineWeb2's shingles and bands, its pairs verified. */
  public static RemoveDuplicates create() {
    return new RemoveDuplicates();
  }

  /** With another choice of representatives; the default is the longest text. */
  public RemoveDuplicates withRepresentative(RepresentativeOrder order) {
    RemoveDuplicates copy = new RemoveDuplicates(this);
    copy.order = order;
    return copy;
  }

  /** With signatures of another size, differently cut; the default is {@link LshBands#FINEWEB}. */
  public RemoveDuplicates withBands(LshBands bands) {
    RemoveDuplicates copy = new RemoveDuplicates(this);
    copy.bands = bands;
    return copy;
  }

  /**
   * With other shingles.
   *
   * @param shingleWords their length in words, at least 1; the default is 5
   */
  public RemoveDuplicates withShingleWords(int shingleWords) {
    RemoveDuplicates copy = new RemoveDuplicates(this);
    copy.shingleWords = shingleWords;
    copy.scheme();
    return copy;
  }

  /**
   * With another measure of near-duplicates.
   *
   * @param threshold the least Jaccard similarity of two documents' shingles, as their signatures
   *     estimate it, from 0 to 1; the default is 0.7
   */
  public RemoveDuplicates withThreshold(double threshold) {
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException("a similarity is from 0 to 1, not " + threshold);
    }
    RemoveDuplicates copy = new RemoveDuplicates(this);
    copy.threshold = threshold;
    return copy;
  }

  /** Takes all documents that share a band for near-duplicates, as FineWeb2 does. */
  public RemoveDuplicates withoutVerification() {
    RemoveDuplicates copy = new RemoveDuplicates(this);
    copy.threshold = Double.NEGATIVE_INFINITY;
    return copy;
  }

  /**
   * With other groups to compare.
   *
   * @param maxBandDocuments how many documents of one band meet under one key, about; at least 2;
   *     the default is 1024
   */
  public RemoveDuplicates withMaxBandDocuments(int maxBandDocuments) {
    RemoveDuplicates copy = new RemoveDuplicates(this);
    copy.maxBandDocuments = maxBandDocuments;
    copy.pairs();
    return copy;
  }

  /**
   * With more or fewer rounds to find clusters in.
   *
   * @param convergenceRounds see {@link ConnectedComponents#in}; the default is 8. A run for which
   *     they are too few fails.
   */
  public RemoveDuplicates withConvergenceRounds(int convergenceRounds) {
    RemoveDuplicates copy = new RemoveDuplicates(this);
    copy.convergenceRounds = convergenceRounds;
    copy.components();
    return copy;
  }

  /**
   * Drops documents that texts of earlier runs are duplicates of, too. What was decided about those
   * texts stands. The value of drop reasons is the id of their cluster then.
   *
   * @param known the {@link #SIGNATURES} of earlier runs, made by the same {@link SketchScheme}:
   *     see {@link SketchScheme#requireSame}
   */
  public RemoveDuplicates withKnownSignatures(PCollection<KnownText> known) {
    RemoveDuplicates copy = new RemoveDuplicates(this);
    copy.known = known;
    return copy;
  }

  /** How this deduplication makes signatures; null if it looks for no near-duplicates. */
  public SketchScheme scheme() {
    return search == Search.EXACT ? null : SketchScheme.of(bands, shingleWords);
  }

  /** Leaves near-duplicates alone. */
  public RemoveDuplicates withoutNearDuplicates() {
    RemoveDuplicates copy = new RemoveDuplicates(this);
    copy.search = Search.EXACT;
    return copy;
  }

  @Override
  public PCollectionTuple expand(PCollection<Document> documents) {
    SketchScheme scheme = scheme();
    PCollectionTuple read =
        documents.apply(
            "Fingerprint",
            ParDo.of(new FingerprintFn(scheme))
                .withOutputTags(
                    FingerprintFn.PLACED,
                    TupleTagList.of(
                        List.of(
                            FingerprintFn.FINGERPRINTS,
                            StageTags.DEAD_LETTERS,
                            StageTags.COUNTS))));
    read.get(StageTags.DEAD_LETTERS).setCoder(DeadLetterCoder.of());
    read.get(StageTags.COUNTS).setCoder(KvCoder.of(CountKeyCoder.of(), TallyCoder.of()));
    PCollectionTuple exact =
        withKnown(read.get(FingerprintFn.FINGERPRINTS).setCoder(FingerprintCoder.of()))
            .apply("RemoveExactDuplicates", new RemoveExactDuplicates(order));
    PCollectionTuple texts = decideTexts(exact.get(RemoveExactDuplicates.DISTINCT));
    PCollection<KV<Hash128, Verdict>> verdicts =
        PCollectionList.of(texts.get(DecideTextsFn.VERDICTS))
            .and(exact.get(RemoveExactDuplicates.DROPPED))
            .apply("AllVerdicts", Flatten.pCollections());
    PCollectionTuple decided = decide(read.get(FingerprintFn.PLACED), verdicts);
    return PCollectionTuple.of(StageTags.KEPT, decided.get(StageTags.KEPT))
        .and(StageTags.DROPPED, decided.get(StageTags.DROPPED))
        .and(StageTags.DEAD_LETTERS, read.get(StageTags.DEAD_LETTERS))
        .and(
            StageTags.COUNTS,
            PCollectionList.of(read.get(StageTags.COUNTS))
                .and(decided.get(StageTags.COUNTS))
                .apply("AllCounts", Flatten.pCollections()))
        .and(SIGNATURES, texts.get(DecideTextsFn.SIGNATURES))
        .and(BRIDGES, texts.get(DecideTextsFn.BRIDGES))
        .and(
            MeasuredFn.KEY_BYTES,
            PCollectionList.of(exact.get(MeasuredFn.KEY_BYTES))
                .and(texts.get(MeasuredFn.KEY_BYTES))
                .apply("AllKeyBytes", Flatten.pCollections()));
  }

  private PCollection<Fingerprint> withKnown(PCollection<Fingerprint> fingerprints) {
    if (known == null) {
      return fingerprints;
    }
    return PCollectionList.of(fingerprints)
        .and(
            known
                .apply(
                    "Known",
                    MapElements.into(TypeDescriptor.of(Fingerprint.class)).via(Fingerprint::of))
                .setCoder(FingerprintCoder.of()))
        .apply("NewAndKnown", Flatten.pCollections());
  }

  private PCollectionTuple decideTexts(PCollection<DistinctText> texts) {
    if (search == Search.EXACT_AND_NEAR) {
      return texts.apply(
          "ClusterTexts",
          new ClusterTexts(
              pairs(), components(), order, known == null ? Generation.NEW : Generation.KNOWN));
    }
    PCollection<KV<DistinctText, EqualTexts>> alone =
        texts
            .apply("Alone", ParDo.of(new AloneFn()))
            .setCoder(KvCoder.of(DistinctText.Coder.INSTANCE, EqualTexts.Coder.INSTANCE));
    return DecideTextsFn.decide(alone)
        .and(
            MeasuredFn.KEY_BYTES,
            texts.getPipeline().apply(Create.empty(MeasuredFn.keyBytesCoder())));
  }

  private FindNearDuplicates pairs() {
    return FindNearDuplicates.of(bands, threshold, maxBandDocuments);
  }

  private ConnectedComponents components() {
    return ConnectedComponents.in(convergenceRounds);
  }

  private PCollectionTuple decide(
      PCollection<KV<Hash128, Document>> documents, PCollection<KV<Hash128, Verdict>> verdicts) {
    PCollectionTuple decided =
        documents
            .setCoder(KvCoder.of(Hash128Coder.of(), DocumentCoder.of()))
            .apply("JoinDocuments", MeetByKey.with(verdicts))
            .apply(
                "Decide",
                ParDo.of(new DecideFn(threshold >= 0 ? String.valueOf(threshold) : ""))
                    .withOutputTags(
                        StageTags.KEPT,
                        TupleTagList.of(
                            List.of(StageTags.DROPPED, StageTags.DEAD_LETTERS, StageTags.COUNTS))));
    return ApplyRule.withCoders(decided);
  }

  private static final class AloneFn extends DoFn<DistinctText, KV<DistinctText, EqualTexts>> {
    @ProcessElement
    public void processElement(
        @Element DistinctText text, OutputReceiver<KV<DistinctText, EqualTexts>> output) {
      output.output(KV.of(text, text.copies()));
    }
  }
}
