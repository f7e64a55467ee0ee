package io.millrace.transforms.repair;

import io.millrace.io.document.Document;
import io.millrace.transforms.stage.ApplyRule;
import io.millrace.transforms.stage.DocumentRule;
import io.millrace.transforms.stage.Outcome;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;

/** Repairs documents' texts; keeps every document. */
public final class RepairText extends PTransform<PCollection<Document>, PCollectionTuple> {
  /** The stage's name. */
  public static final String STAGE = "repair";

  private RepairText() {}

  /** Repair with all that {@link TextRepairer} does. */
  public static RepairText create() {
    return new RepairText();
  }

  @Override
  public PCollectionTuple expand(PCollection<Document> documents) {
    return documents.apply("Repair", ApplyRule.of(STAGE, new RepairRule()));
  }

  private static final class RepairRule implements DocumentRule {
    private static final long serialVersionUID = 1L;

    private transient TextRepairer repairer;

    @Override
    public void open() {
      repairer = new TextRepairer();
    }

    @Override
    public Outcome apply(Document document) {
      String title = document.title() == null ? null : repairer.repair(document.title());
      return new Outcome.Kept(
          document
              .withText(repairer.repair(document.text()))
              .withMetadata(title, document.published()));
    }
  }
}
