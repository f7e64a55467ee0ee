package io.millrace.training.command;

import com.sun.management.OperatingSystemMXBean;
import io.millrace.training.config.TrainingConfig;
import io.millrace.training.cost.MemoryNeed;
import io.millrace.training.cost.Workload;
import io.millrace.training.loop.RunPlan;
import io.millrace.training.loop.TrainingData;
import io.millrace.training.schedule.text.WrittenSchedule;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/** Refuses runs that do not fit the devices' memory, before the first step. */
final class MemoryCheck {
  private static final long BYTES_PER_MEBIBYTE = 1 << 20;

  private MemoryCheck() {}

  /**
   * Holds the need of each device against its memory: as given, or where it is not, that of all CPU
   * devices against the machine's. A schedule from a file is of one number of chunks, which is not
   * known before.
   *
   * @throws IllegalArgumentException if it is not enough; the message says what to change
   */
  static void check(RunPlan plan, TrainingData data, Long deviceMemoryMebibytes) {
    if (plan.schedule() instanceof WrittenSchedule) {
      return;
    }
    List<String> devices = plan.placement().devices();
    List<MemoryNeed> needs = needs(plan, data);
    if (deviceMemoryMebibytes != null) {
      for (int device = 0; device < devices.size(); device++) {
        require(
            plan,
            devices.get(device),
            needs.get(device % needs.size()),
            deviceMemoryMebibytes * BYTES_PER_MEBIBYTE);
      }
      return;
    }
    MemoryNeed ofCpus = new MemoryNeed(0, 0);
    for (int device = 0; device < devices.size(); device++) {
      if (devices.get(device).contains("CPU")) {
        MemoryNeed need = needs.get(device % needs.size());
        ofCpus =
            new MemoryNeed(
                ofCpus.residentBytes() + need.residentBytes(),
                ofCpus.activationBytes() + need.activationBytes());
      }
    }
    require(plan, "this machine", ofCpus, machineBytes());
  }

  /** The need of the first replica's workers; the others have about as much of the batch. */
  private static List<MemoryNeed> needs(RunPlan plan, TrainingData data) {
    TrainingConfig training = plan.training();
    int replicas = plan.placement().replicas();
    Workload batch =
        MemoryNeed.worstBatch(
            (training.globalBatchSequences() + replicas - 1) / replicas,
            data.meanTokens(),
            training.maxSequenceTokens(),
            training.chunkTokens());
    return MemoryNeed.ofWorkers(
        training.model(), plan.stageLayers(), plan.schedule(), plan.placement().workers(), batch);
  }

  private static long machineBytes() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  private static void require(RunPlan plan, String device, MemoryNeed need, long bytes) {
    if (need.bytes() > bytes) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s has %,d MiB; a step needs about %,d MiB there: %,d for weights, moments, keys and values, and %,d for activations with --chunkTokens=%d and --schedule=%s. Lower --chunkTokens, let --schedule=state-aware-1f1b keep fewer --retainedChunks, or give more --devices",
              device,
              bytes / BYTES_PER_MEBIBYTE,
              need.bytes() / BYTES_PER_MEBIBYTE,
              need.residentBytes() / BYTES_PER_MEBIBYTE,
              need.activationBytes() / BYTES_PER_MEBIBYTE,
              plan.training().chunkTokens(),
              plan.scheduleName()));
    }
  }
}
