package org.isobit.models.diagnostics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isobit.kernels.random.Philox;
import org.junit.jupiter.api.Test;

/** Spectra that are known, and the definition written out. */
class PowerSpectrumTest {

  /** Each segment's sum of cosines and sines, by the formula. */
  @Test
  void definition() {
    int n = 12;
    double interval = 0.5;
    double[] x = new double[3 * 25];
    Philox.gaussian(8, 0, 0, x.length, x, 0);
    PowerSpectrum spectrum = new PowerSpectrum(n, interval);
    spectrum.add(25, x, 1, 3);
    double[] expected = new double[n / 2];
    for (int first = 0; first < 18; first += 6) {
      double mean = 0;
      double squares = 0;
      for (int j = 0; j < n; j++) {
        mean += x[1 + 3 * (first + j)] / n;
        squares += Math.pow(Math.sin(Math.PI * j / n), 4);
      }
      for (int k = 1; k <= n / 2; k++) {
        double re = 0;
        double im = 0;
        for (int j = 0; j < n; j++) {
          double value = (x[1 + 3 * (first + j)] - mean) * Math.pow(Math.sin(Math.PI * j / n), 2);
          re += value * Math.cos(2 * Math.PI * j * k / n);
          im += value * Math.sin(2 * Math.PI * j * k / n);
        }
        expected[k - 1] += (k == n / 2 ? 1 : 2) * interval * (re * re + im * im) / squares / 3;
      }
    }
    assertArrayEquals(expected, spectrum.values(), 1e-13);
    assertArrayEquals(new double[] {1 / 6.0, 2 / 6.0, 3 / 6.0, 4 / 6.0, 5 / 6.0, 1.0}, spectrum.frequencies(), 1e-15);
  }

  /** White noise is flat at 2·Δ·variance, and sums up to the variance; a wave is where its frequency is. */
  @Test
  void noiseAndWave() {
    int n = 64;
    double[] x = new double[200_000];
    Philox.gaussian(9, 0, 0, x.length, x, 0);
    PowerSpectrum noise = new PowerSpectrum(n, 0.25);
    noise.add(x.length, x, 0, 1);
    double sum = 0;
    for (double s : noise.values()) {
      sum += s / (n * 0.25);
    }
    assertEquals(1.0, sum, 0.03);
    assertEquals(0.5, noise.values()[20], 0.04);
    for (int j = 0; j < x.length; j++) {
      x[j] = Math.cos(2 * Math.PI * j * 10 / n);
    }
    PowerSpectrum wave = new PowerSpectrum(n, 0.25);
    wave.add(x.length, x, 0, 1);
    for (int k = 1; k <= n / 2; k++) {
      assertTrue(Math.abs(k - 10) <= 1 == wave.values()[k - 1] > 1e-20, "frequency " + k);
    }
  }

  @Test
  void refuses() {
    assertThrows(IllegalArgumentException.class, () -> new PowerSpectrum(2, 1));
    assertThrows(IllegalArgumentException.class, () -> new PowerSpectrum(14, 1));
    PowerSpectrum spectrum = new PowerSpectrum(4, 1);
    assertThrows(IllegalStateException.class, spectrum::values);
    assertEquals("PowerSpectrum: a segment has 4 values, but 3 from 0 on, 1 apart, of 3 are given",
        assertThrows(IllegalArgumentException.class, () -> spectrum.add(3, new double[3], 0, 1)).getMessage());
    assertEquals("PowerSpectrum: value 2 is Infinity", assertThrows(IllegalArgumentException.class,
        () -> spectrum.add(4, new double[] {0, 1, Double.POSITIVE_INFINITY, 0}, 0, 1)).getMessage());
    assertThrows(IllegalStateException.class, spectrum::values);
  }
}
