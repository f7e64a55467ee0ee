package io.millrace.transforms.extract.block;

import io.millrace.transforms.extract.block.FeatureSpace.ActiveFeatures;
import io.millrace.transforms.extract.block.LogisticRegression.Example;
import io.millrace.transforms.extract.evaluate.AnnotatedPage;
import io.millrace.transforms.extract.evaluate.SnippetScore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;

/**
 * Fits the weights of {@link BlockModel} to annotated pages: {@code FitBlockModel PAGES ANNOTATIONS
 * WEIGHTS}. Fitting again to the same pages gives the same file.
 *
 * <p>A block is a positive example for every snippet of main content it contains (of several
 * blocks, the one most likely content) and a negative one for every other snippet. The second
 * regression is fitted to log-odds that come from first regressions which had not seen the page
 * (five folds). Prints the score of a fit to one half of the pages on either half, then fits all
 * and writes the file.
 */
final class FitBlockModel {
  private static final int FOLDS = 5;
  private static final double PENALTY = 10;
  private static final double THRESHOLD = 0.45;
  private static final double LEAST_WEIGHT = 0.02;

  private record Sample(AnnotatedPage annotated, Page page, List<String> texts) {
    /** A number below {@code folds}, the same for the same page and salt. */
    int fold(int folds, String salt) {
      return Math.floorMod((salt + annotated.url()).hashCode(), folds);
    }
  }

  private final List<Sample> samples = new ArrayList<>();

  private FitBlockModel() {}

  public static void main(String[] args) throws IOException {
    FitBlockModel fitting = new FitBlockModel();
    for (AnnotatedPage annotated : AnnotatedPage.readAll(Path.of(args[1]))) {
      Path file = Path.of(args[0], annotated.file());
      Page page = PageReader.read(Jsoup.parse(file.toFile(), null, annotated.url()));
      List<String> texts =
          page.blocks.stream().map(block -> SnippetScore.normalize(block.text)).toList();
      fitting.samples.add(new Sample(annotated, page, texts));
    }
    fitting.crossValidate();
    Predicate<Sample> trained = sample -> sample.fold(2, "half") == 0;
    BlockModel half = fitting.fit(trained);
    fitting.report("fitted half", half, trained, THRESHOLD);
    fitting.report("other half", half, trained.negate(), THRESHOLD);
    BlockModel all = fitting.fit(sample -> true);
    fitting.report("all, fitted to all", all, sample -> true, THRESHOLD);
    Files.writeString(Path.of(args[2]), table(all));
  }

  /** Scores every page by a model that has not seen it. */
  private void crossValidate() {
    List<BlockModel> models = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      int unseen = fold;
      models.add(fit(sample -> sample.fold(FOLDS, "outer") != unseen));
    }
    for (double threshold : new double[] {0.35, 0.4, 0.45, 0.5, 0.55}) {
      SnippetScore score = SnippetScore.NONE;
      for (Sample sample : samples) {
        score = score.plus(score(models.get(sample.fold(FOLDS, "outer")), sample, threshold));
      }
      print("unseen folds, threshold " + threshold, score);
    }
  }

  private BlockModel fit(Predicate<Sample> seen) {
    List<Sample> chosen = samples.stream().filter(seen).toList();
    BlockModel model = new BlockModel();
    for (int fold = 0; fold < FOLDS; fold++) {
      int unseen = fold;
      fitAlone(
          model, chosen.stream().filter(sample -> sample.fold(FOLDS, "inner") != unseen).toList());
      chosen.stream()
          .filter(sample -> sample.fold(FOLDS, "inner") == unseen)
          .forEach(sample -> model.judgeAlone(sample.page));
    }
    List<Example> examples = new ArrayList<>();
    for (Sample sample : chosen) {
      if (!sample.page.blocks.isEmpty()) {
        PageContext context = new PageContext(sample.page);
        addExamples(
            sample,
            (block, active) -> model.describeInContext(sample.page, context, block, active),
            examples);
      }
    }
    copy(examples, model.inContext());
    fitAlone(model, chosen);
    return model;
  }

  private static void fitAlone(BlockModel model, List<Sample> chosen) {
    for (int round = 0; round < 2; round++) {
      List<Example> examples = new ArrayList<>();
      for (Sample sample : chosen) {
        model.judgeAlone(sample.page);
        addExamples(
            sample, (block, active) -> model.describeAlone(sample.page, block, active), examples);
      }
      copy(examples, model.alone());
    }
  }

  private static void copy(List<Example> examples, double[] weights) {
    double[] fitted = LogisticRegression.fit(examples, weights.length, PENALTY);
    System.arraycopy(fitted, 0, weights, 0, weights.length);
  }

  private interface Description {
    void of(Block block, ActiveFeatures active);
  }

  private static void addExamples(Sample sample, Description description, List<Example> examples) {
    ActiveFeatures active = new ActiveFeatures();
    for (String snippet : sample.annotated.with()) {
      Block best = null;
      for (Block block : containing(sample, snippet)) {
        boolean better =
            best == null
                || block.probability > best.probability
                || (block.probability == best.probability && block.width() > best.width());
        best = better ? block : best;
      }
      if (best != null) {
        description.of(best, active);
        examples.add(new Example(active.toArray(), true));
      }
    }
    for (String snippet : sample.annotated.without()) {
      for (Block block : containing(sample, snippet)) {
        description.of(block, active);
        examples.add(new Example(active.toArray(), false));
      }
    }
  }

  private static List<Block> containing(Sample sample, String snippet) {
    String sought = SnippetScore.normalize(snippet);
    return sample.page.blocks.stream()
        .filter(block -> !sought.isEmpty() && sample.texts.get(block.index).contains(sought))
        .toList();
  }

  private static SnippetScore score(BlockModel model, Sample sample, double threshold) {
    if (sample.page.blocks.isEmpty()) {
      return SnippetScore.of(sample.annotated, "");
    }
    boolean[] kept = new ContentSelector(threshold).select(sample.page, model);
    String text =
        sample.page.blocks.stream()
            .filter(block -> kept[block.index])
            .map(block -> block.text)
            .collect(Collectors.joining("\n"));
    return SnippetScore.of(sample.annotated, text);
  }

  private void report(String what, BlockModel model, Predicate<Sample> which, double threshold) {
    SnippetScore score =
        samples.stream()
            .filter(which)
            .map(sample -> score(model, sample, threshold))
            .reduce(SnippetScore.NONE, SnippetScore::plus);
    print(what, score);
  }

  private static void print(String what, SnippetScore score) {
    System.out.printf(
        Locale.ROOT,
        "%s: precision=%.3f recall=%.3f f1=%.3f%n",
        what,
        score.precision(),
        score.recall(),
        score.f1());
  }

  private static String table(BlockModel model) {
    StringBuilder table =
        new StringBuilder("# feature\tweight judged alone\tweight judged in context\n");
    for (int i = 0; i < model.featureNames().size(); i++) {
      double alone = model.alone()[i];
      double inContext = model.inContext()[i];
      if (Math.max(Math.abs(alone), Math.abs(inContext)) >= LEAST_WEIGHT) {
        table.append(
            String.format(
                Locale.ROOT, "%s\t%.3f\t%.3f%n", model.featureNames().get(i), alone, inContext));
      }
    }
    return table.toString();
  }
}
