package org.isobit.models.errors;

import java.util.SequencedMap;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.elementary.CbrtReference;
import org.isobit.kernels.elementary.LogReference;
import org.isobit.kernels.random.Philox;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;
import org.isobit.models.registry.Values;

/**
 * Bounded errors: the observation has a beta law on [−1, 1] whose most likely value is {@code mode}, the true value
 * that is observed, and the error is what it is off. With mode 0 errors are symmetric; the nearer the mode is to an
 * end, the more they lean the other way.
 *
 * <p>The density of the observation u is proportional to (1 + u)^p·(1 − u)^q, p = t·(1 + mode)/2, q = t·(1 − mode)/2.
 * The variance 4(p + 1)(q + 1) ÷ ((t + 2)²(t + 3)) falls with t; t is found by doubling a bracket and {@value
 * #BISECTIONS} bisections. At most 1/3, the variance of the uniform law, can be asked for.
 *
 * <p>Drawn by rejection: since (log density)'' ≤ −c, c = (∛p + ∛q)³/4, the density stays below a normal one of variance
 * 1/c about the mode. Attempt k of error i takes normal 2b and uniform 2b + 2 of the stream, b = 2(i·2^16 + k).
 *
 * @param mode     most likely observation, the true value, in (−1, 1)
 * @param variance variance about the mean, in (0, 1/3)
 */
public record BetaError(double mode, double variance) implements ErrorLaw {

  private static final int BISECTIONS = 80;
  private static final int ATTEMPTS = 1 << 16;
  private static final double LARGEST_SUM = 0x1p60;

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public BetaError {
    if (!(mode > -1.0 && mode < 1.0)) {
      throw new IllegalArgumentException("beta: mode must lie between -1 and 1, but is " + mode);
    }
    if (!(variance > 1e-12 && variance < 1.0 / 3.0)) {
      throw new IllegalArgumentException("beta: variance must lie between 1e-12 and 1/3, but is " + variance);
    }
  }

  @Override
  public String label() {
    return "beta";
  }

  @Override
  public SequencedMap<String, Double> parameters() {
    return LawParameters.of("variance", variance, "mode", mode);
  }

  /** t = p + q. */
  private double sum() {
    double low = 0.0;
    double high = 1.0;
    while (high < LARGEST_SUM && varianceOf(high) > variance) {
      low = high;
      high *= 2.0;
    }
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = 0.5 * (low + high);
      if (varianceOf(middle) > variance) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return 0.5 * (low + high);
  }

  private double varianceOf(double t) {
    double p = 0.5 * t * (1.0 + mode);
    double q = 0.5 * t * (1.0 - mode);
    return 4.0 * (p + 1.0) * (q + 1.0) / ((t + 2.0) * (t + 2.0) * (t + 3.0));
  }

  /**
   * {@inheritDoc}
   *
   * <p>That is (p − q)/(t + 2) − mode = −2·mode/(t + 2).
   */
  @Override
  public double mean() {
    return -2.0 * mode / (sum() + 2.0);
  }

  @Override
  public void draw(long seed, long stream, long first, int n, double[] out, int at) {
    LawParameters.draws("beta", first, n, out, at, 8L * ATTEMPTS);
    double t = sum();
    double p = 0.5 * t * (1.0 + mode);
    double q = 0.5 * t * (1.0 - mode);
    double roots = CbrtReference.cbrt(p) + CbrtReference.cbrt(q);
    double curvature = 0.25 * roots * roots * roots;
    double deviation = Math.sqrt(1.0 / curvature);
    for (int i = 0; i < n; i++) {
      out[at + i] = draw(seed, stream, first + i, p, q, curvature, deviation);
    }
  }

  private double draw(long seed, long stream, long error, double p, double q, double curvature, double deviation) {
    for (int k = 0; k < ATTEMPTS; k++) {
      long block = 2 * (error * ATTEMPTS + k);
      double off = deviation * Philox.gaussian(seed, stream, 2 * block);
      double u = mode + off;
      if (u > -1.0 && u < 1.0) {
        double excess = p * LogReference.log1p(off / (1.0 + mode)) + q * LogReference.log1p(-off / (1.0 - mode))
            + 0.5 * curvature * off * off;
        // A uniform of 0 has the logarithm −Inf, which accepts.
        if (LogReference.log(Philox.uniform(seed, stream, 2 * block + 2)) <= excess) {
          return off;
        }
      }
    }
    throw new NumericalException("beta: of " + ATTEMPTS + " draws for error " + error + " with mode " + mode
        + " none was accepted; variance", -1, variance);
  }

  /** The law in configurations. */
  public static final class Provider extends NamedEntry implements LawProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("beta", "bounded law: observations in -1 to 1 whose most likely value is the mode", "");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("variance", Key.Form.NUMBER, "variance about the mean").required().positive(),
          Key.of("mode", Key.Form.NUMBER, "most likely observation, between -1 and 1").usual(0.0));
    }

    @Override
    public BetaError build(Values values) {
      return new BetaError(values.number("mode"), values.number("variance"));
    }
  }
}
