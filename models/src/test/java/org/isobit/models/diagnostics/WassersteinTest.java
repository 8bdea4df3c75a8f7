package org.isobit.models.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.isobit.kernels.random.Philox;
import org.junit.jupiter.api.Test;

/** Distances that are known. */
class WassersteinTest {

  @Test
  void handSamples() {
    assertEquals(2.0, Wasserstein.ofSamples(new double[] {0, 1, 2}, new double[] {4, 3, 2}));
    assertEquals(0.5, Wasserstein.ofSamples(new double[] {0}, new double[] {0, 1}));
    assertEquals(0.0, Wasserstein.ofSamples(new double[] {3, 1, 2}, new double[] {2, 3, 1}));
    // SciPy's wasserstein_distance([0, 1, 3], [5, 6, 8, 10]).
    assertEquals(5.916666666666666, Wasserstein.ofSamples(new double[] {0, 1, 3}, new double[] {5, 6, 8, 10}), 1e-14);
  }

  /** A shift costs itself, a stretch of normal numbers by s about √(2/π)·(s − 1). */
  @Test
  void shiftAndStretch() {
    int n = 20_000;
    double[] a = new double[n];
    Philox.gaussian(4, 0, 0, n, a, 0);
    double[] shifted = new double[n];
    double[] stretched = new double[n];
    for (int i = 0; i < n; i++) {
      shifted[i] = a[n - 1 - i] + 0.25;
      stretched[i] = 1.5 * a[i];
    }
    assertEquals(0.25, Wasserstein.ofSamples(a, shifted), 1e-12);
    assertEquals(0.25, Wasserstein.ofSamples(shifted, a), 1e-12);
    assertEquals(0.5 * 0.79788, Wasserstein.ofSamples(a, stretched), 0.01);
    double[] p = histogram(a);
    double[] q = histogram(stretched);
    assertEquals(Wasserstein.ofSamples(a, stretched), Wasserstein.ofHistograms(p, q, 0.05), 0.05);
    assertEquals(0.0, Wasserstein.ofHistograms(p, p, 0.05));
  }

  private static double[] histogram(double[] x) {
    double[] counts = new double[400];
    for (double value : x) {
      counts[(int) Math.floor((value + 10.0) / 0.05)]++;
    }
    return counts;
  }

  @Test
  void refuses() {
    assertEquals("Wasserstein: the second sample is empty", assertThrows(IllegalArgumentException.class,
        () -> Wasserstein.ofSamples(new double[1], new double[0])).getMessage());
    assertEquals("Wasserstein: number 1 of the first sample is NaN", assertThrows(IllegalArgumentException.class,
        () -> Wasserstein.ofSamples(new double[] {0, Double.NaN}, new double[1])).getMessage());
    assertEquals("Wasserstein: the histograms have 2 and 3 bins", assertThrows(IllegalArgumentException.class,
        () -> Wasserstein.ofHistograms(new double[2], new double[3], 1)).getMessage());
    assertEquals("Wasserstein: the first histogram is empty", assertThrows(IllegalArgumentException.class,
        () -> Wasserstein.ofHistograms(new double[2], new double[] {1, 0}, 1)).getMessage());
  }
}
