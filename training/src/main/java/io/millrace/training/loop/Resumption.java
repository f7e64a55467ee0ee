package io.millrace.training.loop;

import io.millrace.training.checkpoint.TrainingState;
import io.millrace.training.config.LearningRateConfig;
import io.millrace.training.config.TrainingConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which options a resumed run may change: the number of steps, the learning rate, and how it
 * is carried out (devices, schedule, chunks, readers), but not what is learned from what: samples
 * keep their order.
 */
final class Resumption {
  private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

  private final List<String> changed = new ArrayList<>();

  private Resumption() {}

  /**
   * Checks a checkpoint against the options of now.
   *
   * @throws IllegalArgumentException naming every option that may not change and did
   */
  static void check(TrainingState saved, TrainingConfig now, TrainingData data) {
    Resumption resumption = new Resumption();
    TrainingConfig before = saved.config();
    resumption.compare("the model's shape", before.model(), now.model());
    resumption.compare("the optimizer", before.optimizer(), now.optimizer());
    resumption.compare("--maxSequenceTokens", before.maxSequenceTokens(), now.maxSequenceTokens());
    resumption.compare(
        "--globalBatchSequences", before.globalBatchSequences(), now.globalBatchSequences());
    resumption.compare("--seed", before.seed(), now.seed());
    resumption.compare("the tokenizer", saved.tokenizerSha256(), data.tokenizer().sha256());
    resumption.compare("the training shards", saved.dataSha256(), data.sha256());
    warnOfNewRates(before.learningRate(), now.learningRate());
    warnOfNewChunks(before.chunkTokens(), now.chunkTokens());
    if (!resumption.changed.isEmpty()) {
      throw new IllegalArgumentException(
          "--resume: the checkpoint of step "
              + saved.step()
              + " was made with other options: "
              + String.join("; ", resumption.changed)
              + ". Give them as they were, or start anew with --overwrite");
    }
  }

  private static void warnOfNewRates(LearningRateConfig before, LearningRateConfig now) {
    if (!before.equals(now)) {
      LOG.warn("The learning rate follows {} from here on; before it was {}", now, before);
    }
  }

  private static void warnOfNewChunks(int before, int now) {
    if (before != now) {
      LOG.warn(
          "--chunkTokens was {} and is {}: the same sequences come in the same order, sums are rounded otherwise",
          before,
          now);
    }
  }

  private void compare(String option, Object before, Object now) {
    if (!Objects.equals(before, now)) {
      changed.add(option + " was " + before + " and is " + now);
    }
  }
}
