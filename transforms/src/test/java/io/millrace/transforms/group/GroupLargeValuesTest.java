package io.millrace.transforms.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;

class GroupLargeValuesTest {
  @Test
  void groupsValuesThatAreCutAndValuesThatAreNot() {
    Pipeline pipeline = Pipeline.create();
    String large = "large ".repeat(100);

    PCollection<KV<String, Iterable<String>>> groups =
        pipeline
            .apply(
                Create.of(
                        KV.of("a", "small"),
                        KV.of("a", large),
                        KV.of("a", large),
                        KV.of("b", large + "b"),
                        KV.of("b", ""))
                    .withCoder(KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of())))
            .apply(GroupLargeValues.<String, String>create().withSliceBytes(64));

    PAssert.that(groups)
        .satisfies(
            all -> {
              for (KV<String, Iterable<String>> group : all) {
                List<String> values = new ArrayList<>();
                group.getValue().forEach(values::add);
                if (group.getKey().equals("a")) {
                  assertThat(values).containsExactlyInAnyOrder("small", large, large);
                } else {
                  assertThat(values).containsExactlyInAnyOrder(large + "b", "");
                }
              }
              assertThat(all).hasSize(2);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }
}
