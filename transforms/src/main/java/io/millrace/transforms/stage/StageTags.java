package io.millrace.transforms.stage;

import io.millrace.io.document.DeadLetter;
import io.millrace.io.document.Document;
import io.millrace.io.document.Dropped;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/** The outputs of every stage. */
public final class StageTags {
  /** Documents that go on. */
  public static final TupleTag<Document> KEPT = new TupleTag<>("kept") {};

  /** Documents that a rule decided against. */
  public static final TupleTag<Dropped> DROPPED = new TupleTag<>("dropped") {};

  /** Inputs on which something threw. */
  public static final TupleTag<DeadLetter> DEAD_LETTERS = new TupleTag<>("deadLetters") {};

  /** Partial sums over the stage's inputs. */
  public static final TupleTag<KV<CountKey, Tally>> COUNTS = new TupleTag<>("counts") {};

  private StageTags() {}
}
