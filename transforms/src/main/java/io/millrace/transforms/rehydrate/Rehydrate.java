package io.millrace.transforms.rehydrate;

import io.millrace.transforms.quality.Removals;
import io.millrace.transforms.tokenize.SourceText;
import io.millrace.transforms.tokenize.SourceTextCoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;

/** Gives documents that stand for clusters of duplicates the weight of their cluster's size. */
public final class Rehydrate extends PTransform<PCollection<SourceText>, PCollection<SourceText>> {
  private final transient PCollection<Removals> removals;
  private final int maxWeight;

  private Rehydrate(PCollection<Removals> removals, int maxWeight) {
    this.removals = removals;
    this.maxWeight = maxWeight;
  }

  /** With the weights of {@link RehydrationTable}. */
  public static Rehydrate byTable() {
    return new Rehydrate(null, 0);
  }

  /**
   * With {@link RehydrationWeights}, each language's own.
   *
   * @param removals what the quality rules removed
   * @param maxWeight the greatest weight, at least 1
   */
  public static Rehydrate byRemovals(PCollection<Removals> removals, int maxWeight) {
    return new Rehydrate(removals, maxWeight);
  }

  @Override
  public PCollection<SourceText> expand(PCollection<SourceText> texts) {
    if (removals == null) {
      return texts
          .apply(
              "WeightByTable",
              MapElements.into(TypeDescriptor.of(SourceText.class))
                  .via(text -> text.withWeight(RehydrationTable.weight(text.clusterSize()))))
          .setCoder(SourceTextCoder.of());
    }
    PCollectionView<Map<String, Iterable<Removals>>> byLanguage =
        removals
            .apply(
                "ByLanguage",
                WithKeys.of(Removals::language).withKeyType(TypeDescriptors.strings()))
            .apply("RemovalsOf", View.asMultimap());
    return texts
        .apply("Weight", ParDo.of(new WeightFn(byLanguage, maxWeight)).withSideInputs(byLanguage))
        .setCoder(SourceTextCoder.of());
  }

  private static final class WeightFn extends DoFn<SourceText, SourceText> {
    private final PCollectionView<Map<String, Iterable<Removals>>> removals;
    private final int maxWeight;
    private transient Map<String, RehydrationWeights> weights;

    WeightFn(PCollectionView<Map<String, Iterable<Removals>>> removals, int maxWeight) {
      this.removals = removals;
      this.maxWeight = maxWeight;
    }

    @Setup
    public void setup() {
      weights = new HashMap<>();
    }

    @ProcessElement
    public void processElement(ProcessContext context) {
      SourceText text = context.element();
      RehydrationWeights own =
          weights.computeIfAbsent(
              text.language(), language -> weights(context.sideInput(removals).get(language)));
      context.output(text.withWeight(own.weight(text.clusterSize())));
    }

    private RehydrationWeights weights(Iterable<Removals> removals) {
      Collection<Removals> rows = new ArrayList<>();
      if (removals != null) {
        removals.forEach(rows::add);
      }
      return RehydrationWeights.of(rows, maxWeight);
    }
  }
}
