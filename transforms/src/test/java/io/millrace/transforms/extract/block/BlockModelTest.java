package io.millrace.transforms.extract.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.transforms.extract.block.FeatureSpace.ActiveFeatures;
import io.millrace.transforms.extract.block.FeatureSpace.Bins;
import io.millrace.transforms.extract.block.LogisticRegression.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class BlockModelTest {
  @Test
  void featuresHaveDistinctNames() {
    assertThat(BlockModel.shipped().featureNames()).doesNotHaveDuplicates();
  }

  @Test
  void aBlockTurnsNoFeatureOnTwice() {
    BlockModel model = BlockModel.shipped();
    Page page =
        PageReader.read(Jsoup.parse("<div class='share nav'><h2>Share this</h2><p>One.</div>"));
    model.judgeAlone(page);
    PageContext context = new PageContext(page);
    ActiveFeatures active = new ActiveFeatures();
    for (Block block : page.blocks) {
      model.describeInContext(page, context, block, active);
      assertThat(active.toArray()).doesNotHaveDuplicates();
    }
  }

  @Test
  void shippedWeightsPreferProseToLinks() {
    Page page =
        PageReader.read(
            Jsoup.parse(
                "<div><p>She rowed across the lake every morning, whatever the weather, to teach"
                    + " eleven children.</div><div><a href=/>Home</a></div>"));
    BlockModel.shipped().judgeAlone(page);
    assertThat(page.blocks.get(0).probability).isGreaterThan(0.5);
    assertThat(page.blocks.get(1).probability).isLessThan(0.1);
  }

  @Test
  void binsPutAnEdgeIntoTheUpperBin() {
    FeatureSpace space = new FeatureSpace();
    Bins bins = space.bins("width", 10, 20.5);
    assertThat(space.names()).containsExactly("width<10", "width<20.5", "width>=20.5");
    assertThat(bins.of(9.99)).isEqualTo(0);
    assertThat(bins.of(10)).isEqualTo(1);
    assertThat(bins.of(20.5)).isEqualTo(2);
  }

  @Test
  void regressionRecoversTheLogOddsItsExamplesWereDrawnFrom() {
    double[] truth = {-1, 2, 0.5};
    Random random = new Random(11);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      int[] features = random.nextBoolean() ? new int[] {0, 1} : new int[] {0, 2};
      double logit = truth[0] + truth[features[1]];
      examples.add(new Example(features, random.nextDouble() < BlockModel.sigmoid(logit)));
    }
    double[] weights = LogisticRegression.fit(examples, 3, 1e-6);
    assertThat(weights[0] + weights[1]).isBetween(0.9, 1.1);
    assertThat(weights[0] + weights[2]).isBetween(-0.6, -0.4);
  }
}
