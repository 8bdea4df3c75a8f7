package org.isobit.models.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Gaussian;
import org.isobit.models.twin.Experiment.Initial;
import org.junit.jupiter.api.Test;

/** Initial states that are sums of waves on a ring. */
class SmoothInitialTest {

  private static final int SIZE = 24;
  private static final int WAVES = 3;

  private static double covariance(int distance) {
    double sum = 0;
    for (int k = 1; k <= WAVES; k++) {
      sum += Math.cos(2 * Math.PI * k * distance / SIZE);
    }
    return 0.5 * sum / WAVES;
  }

  @Test
  void drawsHaveTheCovarianceOfTheLaw() {
    Initial initial = new Initial(Collections.nCopies(SIZE, 4.0), 0.5, WAVES);
    Gaussian law = initial.law();
    int draws = 4000;
    double[] state = new double[SIZE];
    double[] sums = new double[SIZE];
    double mean = 0;
    for (int d = 0; d < draws; d++) {
      initial.draw(7, d, state, 0);
      double total = 0;
      for (int i = 0; i < SIZE; i++) {
        sums[i] += (state[3] - 4) * (state[(3 + i) % SIZE] - 4) / draws;
        total += (state[i] - 4) / SIZE;
      }
      assertEquals(0, total, 1e-14); // no wave of number 0
      mean += state[5] / draws;
    }
    assertEquals(4, mean, 5 * Math.sqrt(0.5 / draws));
    for (int i = 0; i < SIZE; i++) {
      assertEquals(covariance(i), law.covariance()[3 * SIZE + (3 + i) % SIZE], 1e-14);
      assertEquals(covariance(i), sums[i], 5 * Math.sqrt(2.0 / draws) * 0.5);
    }
    assertEquals(List.of(4.0, 4.0), List.of(law.mean()[0], law.mean()[SIZE - 1]));
  }

  /**
   * A shift that is observed at two of 24 points without much error, thirteen times and more: the members span the six
   * waves, whose amplitudes are then known, and so is the whole state.
   */
  @Test
  void aFewObservationsTellTheWholeField() {
    Experiment e = ExperimentYaml.read("waves", """
        name: waves
        model: {name: linear-advection, size: 24}
        observations:
          operator: {kind: stride, start: 0, step: 12}
          error: {law: gaussian, variance: 1.0e-6}
        initial: {mean: 0.0, variance: 0.5, waves: 3}
        cycles: 14
        burn-in: 12
        seeds: [1, 2, 3]
        methods:
          - {filter: etkf, members: 40}
        """, List.of());
    assertEquals(e, ExperimentYaml.read("written", ExperimentYaml.write(e), List.of()));
    TwinResult result = TwinRun.run(e, Workers.shared(), ProgressListener.NONE);
    TwinResult.Means means = result.means(0);
    // Six amplitudes from 26 and 28 observations, which are as many at every point, or nearly.
    assertEquals(1e-3 * Math.sqrt(6 / 27.0), means.spread().mean(), 1e-5);
    assertTrue(means.rmse().mean() < 3 * means.spread().mean(), means.toString());
    assertTrue(assertThrows(IllegalArgumentException.class, () -> Experiments.named("L63-S12", "initial.waves=1"))
        .getMessage().contains("needs a ring"));
  }
}
