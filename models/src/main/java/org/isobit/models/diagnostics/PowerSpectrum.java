package org.isobit.models.diagnostics;

import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.elementary.SinPiReference;
import org.isobit.kernels.fourier.RealFourier;
import org.isobit.kernels.fourier.RealFourierPlan;

/**
 * The power spectrum of a time series by averaged periodograms (Welch 1967, IEEE Trans. Audio Electroacoust. 15,
 * 70–73): segments of n values that overlap by half, each less its own mean and times the Hann window
 * w_j = sin²(πj/n), are transformed, and S_k = 2·Δ·|X_k|² ÷ Σ w_j² is averaged over them: variance by frequency
 * f_k = k/(n·Δ), k = 1 … n/2 (the last one, of even n, without the factor 2), so that Σ S_k ÷ (n·Δ) is about the
 * variance. It is that of SciPy's {@code welch} with its default settings but for the zero frequency, which is left out.
 *
 * <p>Sums over segments, and over series that are added, run in their order. Accumulates; not thread-safe.
 */
public final class PowerSpectrum {

  private static final String NAME = "PowerSpectrum";

  private final int n;
  private final double interval;
  private final RealFourierPlan plan;
  private final double[] window;
  private final double weight;
  private final double[] sums;
  private final double[] segment;
  private final double[] transformed;
  private long segments;

  /**
   * Nothing yet.
   *
   * @param n        values of a segment, 2^a·3^b·5^c, at least 4
   * @param interval Δ, time between two values, positive
   * @throws IllegalArgumentException if a number is out of range
   */
  public PowerSpectrum(int n, double interval) {
    if (n < 4) {
      throw new IllegalArgumentException(NAME + ": a segment must have at least 4 values, but has " + n);
    }
    Checks.positive(NAME, "interval", interval);
    this.n = n;
    this.interval = interval;
    plan = RealFourierPlan.of(n);
    window = new double[n];
    double squares = 0.0;
    for (int j = 0; j < n; j++) {
      double s = SinPiReference.sinpi((double) j / n);
      window[j] = s * s;
      squares = Math.fma(window[j], window[j], squares);
    }
    weight = interval / squares;
    sums = new double[n / 2];
    segment = new double[n];
    transformed = new double[2 * (n / 2 + 1)];
  }

  /**
   * Adds a series, all whole segments of it.
   *
   * @param count  values of the series, at least one segment
   * @param series array of the values
   * @param offset index of the first
   * @param stride from one value to the next, at least 1
   * @throws IllegalArgumentException if there are fewer, they are not inside the array, or one is not finite
   * @throws NumericalException       if squares overflow
   */
  public void add(int count, double[] series, int offset, int stride) {
    Checks.positive(NAME, "stride", stride);
    if (count < n || offset < 0 || offset + (count - 1L) * stride >= series.length) {
      throw new IllegalArgumentException(NAME + ": a segment has " + n + " values, but " + count + " from " + offset
          + " on, " + stride + " apart, of " + series.length + " are given");
    }
    for (int j = 0; j < count; j++) {
      if (!Double.isFinite(series[offset + j * stride])) {
        throw new IllegalArgumentException(NAME + ": value " + j + " is " + series[offset + j * stride]);
      }
    }
    double[] added = new double[sums.length];
    int whole = 0;
    for (int first = 0; first + n <= count; first += n / 2) {
      segment(series, offset + first * stride, stride, added);
      whole++;
    }
    for (int k = 0; k < sums.length; k++) {
      if (!Double.isFinite(added[k])) {
        throw new NumericalException(NAME + ": squares overflow at frequency", k + 1, added[k]);
      }
      sums[k] += added[k];
    }
    segments += whole;
  }

  private void segment(double[] series, int first, int stride, double[] added) {
    double sum = 0.0;
    for (int j = 0; j < n; j++) {
      sum += series[first + j * stride];
    }
    double mean = sum / n;
    for (int j = 0; j < n; j++) {
      segment[j] = (series[first + j * stride] - mean) * window[j];
    }
    RealFourier.forward(plan, 1, segment, 0, n, transformed, 0, transformed.length, Workers.serial());
    for (int k = 1; k <= n / 2; k++) {
      double re = transformed[2 * k];
      double im = transformed[2 * k + 1];
      double power = weight * Math.fma(re, re, im * im);
      added[k - 1] += 2 * k == n ? power : 2.0 * power;
    }
  }

  /**
   * The frequencies, cycles by unit of time.
   *
   * @return f_1 … f_{n/2}
   */
  public double[] frequencies() {
    double[] frequencies = new double[sums.length];
    for (int k = 0; k < frequencies.length; k++) {
      frequencies[k] = (k + 1) / (n * interval);
    }
    return frequencies;
  }

  /**
   * The spectrum.
   *
   * @return S_1 … S_{n/2}, means over all segments
   * @throws IllegalStateException if nothing was added
   */
  public double[] values() {
    if (segments == 0) {
      throw new IllegalStateException(NAME + ": nothing was added");
    }
    double[] values = new double[sums.length];
    for (int k = 0; k < values.length; k++) {
      values[k] = sums[k] / segments;
    }
    return values;
  }
}
