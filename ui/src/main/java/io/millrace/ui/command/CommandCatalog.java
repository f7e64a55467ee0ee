package io.millrace.ui.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Every command of Millrace, whichever class path runs it, in the order that the grouped help lists
 * them.
 */
public enum CommandCatalog {
  DEMO(Group.START, Family.JOBS, "curate, rebalance and train on the bundled sample crawl"),
  CURATE(Group.CURATE, Family.JOBS, "turn WARC/WET files into clean documents, by language"),
  CALIBRATE(Group.CURATE, Family.JOBS, "derive quality profiles from good text and a crawl"),
  IDENTIFY(Group.CURATE, Family.JOBS, "label lines of text with their language"),
  EVALUATE_EXTRACTION(Group.CURATE, Family.JOBS, "score text extraction on annotated pages"),
  REPLAY(Group.CURATE, Family.JOBS, "write the records among dead letters to a WARC file"),
  TOKENIZER(Group.REBALANCE, Family.JOBS, "learn a byte-level BPE vocabulary from documents"),
  REBALANCE(Group.REBALANCE, Family.JOBS, "mix languages and write shuffled, tokenized shards"),
  GENERATIONS(
      Group.REBALANCE, Family.JOBS, "list and remove states of a data set; take documents down"),
  INSPECT(Group.LOOK, Family.JOBS, "tell what data holds, and what became of a document"),
  QUERY(Group.LOOK, Family.JOBS, "answer SQL over documents, dropped rows and shards"),
  TRAIN(Group.TRAIN, Family.TRAINING, "train a language model on shards"),
  PLAN(Group.TRAIN, Family.TRAINING, "simulate pipeline schedules; search the best for a model"),
  GENERATE(Group.TRAIN, Family.TRAINING, "write text with a trained model"),
  EXPORT(Group.TRAIN, Family.TRAINING, "write a model as safetensors and SavedModel");

  /** A heading of the grouped help. */
  public enum Group {
    START("Start here"),
    CURATE("Curate a crawl"),
    REBALANCE("Rebalance into shards"),
    LOOK("Look at data"),
    TRAIN("Train");

    private final String heading;

    Group(String heading) {
      this.heading = heading;
    }

    /** The heading as printed. */
    public String heading() {
      return heading;
    }
  }

  /** The class path that a command runs on: the jobs' has no TensorFlow, the trainer's no Beam. */
  public enum Family {
    JOBS,
    TRAINING
  }

  private final Group group;
  private final Family family;
  private final String summary;

  CommandCatalog(Group group, Family family, String summary) {
    this.group = group;
    this.family = family;
    this.summary = summary;
  }

  /** The name typed after {@code millrace}. */
  public String commandName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The group under which the help lists this command. */
  public Group group() {
    return group;
  }

  /** The class path this command runs on. */
  public Family family() {
    return family;
  }

  /** What the command does, in a line. */
  public String summary() {
    return summary;
  }

  /** All command names, in the order of the help. */
  public static List<String> names() {
    return Arrays.stream(values()).map(CommandCatalog::commandName).toList();
  }

  /**
   * Looks a command up.
   *
   * @param name a name as typed
   * @return the command of that name, if there is one
   */
  public static Optional<CommandCatalog> find(String name) {
    return Arrays.stream(values())
        .filter(command -> command.commandName().equals(name))
        .findFirst();
  }
}
