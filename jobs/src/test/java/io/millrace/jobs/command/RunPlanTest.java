package io.millrace.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.io.manifest.InputFile;
import io.millrace.jobs.summary.RunContext;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;

class RunPlanTest {
  private static final List<InputFile> INPUTS =
      List.of(
          new InputFile("s3://crawl/a.warc.gz", 3_000_000, "2026-01-01T00:00:00Z"),
          new InputFile("s3://crawl/b.warc", 1_000_000, "2026-01-01T00:00:00Z"));

  @Test
  void compressedInputTakesMoreTemporarySpaceThanPlain() {
    assertThat(RunPlan.temporaryBytes(INPUTS)).isEqualTo(25 * 3_000_000 + 7 * 1_000_000);
  }

  @Test
  void thePlanHasWhatTheRunWould() {
    RunPlan plan =
        new RunPlan(
            new RunContext(
                "curate",
                "nightly",
                1,
                "s3://out",
                0,
                new TreeMap<>(Map.of("seed", "7")),
                INPUTS,
                1),
            "the Flink cluster at there:8081, parallelism 4");
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    pipeline.apply("First", Create.of(1)).apply("Second", Count.globally());
    plan.readsBatches(2, 1);
    plan.runs(pipeline);

    assertThat(plan.text("new", "io.tmp.dirs"))
        .isEqualTo(
            """
            plan of curate
            ---------------  ----------------------------------------------
            run              nightly
            input            2 files, 4.00 MB
            output           s3://out, new
            runs in          the Flink cluster at there:8081, parallelism 4
            batches          2, 1 of them read by an earlier attempt
            temporary space  up to 82.0 MB in io.tmp.dirs
            steps            First
                             Second
            options          --seed=7
            """);
  }
}
