package org.isobit.models.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.isobit.models.chart.ColorScale;
import org.isobit.models.dynamics.DiscreteModel;
import org.isobit.models.dynamics.profile.ModelProfile;
import org.isobit.models.dynamics.profile.StateLayout;
import org.junit.jupiter.api.Test;

class SpaceTimePictureTest {

  /** Counts steps in every variable, faster the farther it is. */
  private static final DiscreteModel COUNT = new DiscreteModel() {
    @Override
    public int size() {
      return 8;
    }

    @Override
    public void step(long k, double[] x, int xo) {
      for (int i = 0; i < 8; i++) {
        x[xo + i] += i - 3;
      }
    }
  };

  private static BufferedImage image(ModelRun run, ModelProfile profile) throws IOException {
    RunPicture picture = RunPicture.of(run, profile, true);
    run.run(new double[8], steps -> {}, List.of(picture));
    return ImageIO.read(new ByteArrayInputStream(picture.figure("title", "subtitle").png()));
  }

  private static ModelRun run(ModelProfile profile, long steps, int every) {
    return new ModelRun("count", COUNT, profile.layout(), 0.5, 0, steps, every);
  }

  @Test
  void timeGoesUpwardsAndSpaceToTheRight() throws IOException {
    ModelProfile profile = ModelProfile.of(StateLayout.ring("x", 8)).withTimeUnit("5 days");
    BufferedImage image = image(run(profile, 18, 2), profile);
    assertEquals(86 + 560 + 84, image.getWidth());
    assertEquals(62 + 34 + 480 + 52, image.getHeight());
    ColorScale scale = ColorScale.change(4 * 18);
    for (int k = 0; k < 10; k++) {
      for (int i = 0; i < 8; i++) {
        int x = 86 + (int) ((i + 0.4) * 560 / 8);
        int y = 62 + 34 + 480 - (int) ((k + 0.4) * 480 / 10);
        assertEquals(scale.color(2.0 * k * (i - 3)), image.getRGB(x, y) & 0xffffff, "time " + k + ", place " + i);
      }
    }
  }

  /** Of many times some are left out; those that stay are in their places. */
  @Test
  void longRunsAreThinned() throws IOException {
    ModelProfile profile = ModelProfile.of(StateLayout.ring("x", 8));
    BufferedImage image = image(run(profile, 30_000, 1), profile);
    ColorScale scale = ColorScale.change(4 * 29_977.0); // 31 states apart: the last one is number 967 · 31
    for (int i = 0; i < 8; i++) {
      int x = 66 + (int) ((i + 0.4) * 560 / 8);
      assertEquals(scale.color(15_000.0 * (i - 3)) >> 16, (image.getRGB(x, 62 + 34 + 240) & 0xffffff) >> 16, 2.0);
    }
  }
  /** More states than an int counts leave out more than an int counts. */
  @Test
  void theLongestRunsCanBegin() throws IOException {
    for (StateLayout layout : List.of(StateLayout.ring("x", 8), StateLayout.variables("a", "b", "c"))) {
      ModelProfile profile = ModelProfile.of(layout);
      RunPicture picture = RunPicture.of(run(profile, 1_000_000_000_000_000L, 1), profile, false);
      picture.take(0.0, new double[8]);
      picture.take(0.5, new double[8]);
      assertTrue(picture.figure("title", "subtitle").png().length > 0);
    }
  }
}
