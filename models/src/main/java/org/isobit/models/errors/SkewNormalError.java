package org.isobit.models.errors;

import java.util.SequencedMap;
import org.isobit.kernels.elementary.LogNdtrReference;
import org.isobit.kernels.random.Philox;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;
import org.isobit.models.registry.Values;

/**
 * Skew-normal errors (Azzalini 1985, Scand. J. Statist. 12, 171–178) whose most likely value is 0. Their mean is not: a
 * strongly skewed law is off by about one standard deviation. With density 2/ω·φ(z)·Φ(a·z), z = (e − ξ)/ω:
 *
 * <pre>
 *   δ = a/√(1 + a²),  ω = √(variance ÷ (1 − 2δ²/π)),  ξ = −ω·m,  mean = ξ + ω·δ·√(2/π)
 * </pre>
 *
 * where m, the mode of the law with ξ = 0 and ω = 1, solves m = a·φ(a·m)/Φ(a·m); the ratio is the derivative of log Φ.
 * For a &gt; 0 it is found in [0, 1] by {@value #BISECTIONS} bisections, for a &lt; 0 by symmetry. Error i is
 * ξ + ω·(δ·|z| + z'/√(1 + a²)) with normals 2i and 2i + 1 of the stream.
 *
 * @param shape    a: 0 is the normal law, ±∞ would be half of one
 * @param variance variance about the mean, positive
 */
public record SkewNormalError(double shape, double variance) implements ErrorLaw {

  /** Enough for the last bit of any mode above 2^−10; below it m is of no weight. */
  private static final int BISECTIONS = 60;

  private static final double TWO_OVER_PI = 0x1.45f306dc9c883p-1;

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if shape is not finite or the variance not positive
   */
  public SkewNormalError {
    LawParameters.finite("skew-normal", "shape", shape);
    LawParameters.positive("skew-normal", "variance", variance);
  }

  @Override
  public String label() {
    return "skew-normal";
  }

  @Override
  public SequencedMap<String, Double> parameters() {
    return LawParameters.of("variance", variance, "shape", shape);
  }

  /**
   * δ.
   *
   * @return a/√(1 + a²), in (−1, 1)
   */
  private double delta() {
    return shape / root();
  }

  private double root() {
    return Math.sqrt(Math.fma(shape, shape, 1.0));
  }

  /**
   * The scale ω.
   *
   * @return √(variance ÷ (1 − 2δ²/π))
   */
  public double scale() {
    double delta = delta();
    return Math.sqrt(variance / Math.fma(-TWO_OVER_PI * delta, delta, 1.0));
  }

  /**
   * The location ξ.
   *
   * @return −ω times the mode of the standard law
   */
  public double location() {
    return -scale() * standardMode(shape);
  }

  @Override
  public double mean() {
    return Math.fma(scale(), delta() * Math.sqrt(TWO_OVER_PI), location());
  }

  /**
   * The mode of the skew-normal law with location 0 and scale 1.
   *
   * @param shape a
   * @return the solution of m = a·φ(a·m)/Φ(a·m), which has the sign of a
   */
  static double standardMode(double shape) {
    double a = Math.abs(shape);
    double low = 0.0;
    double high = 1.0;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = 0.5 * (low + high);
      if (middle < a * LogNdtrReference.logNdtrDerivative(a * middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.copySign(0.5 * (low + high), shape);
  }

  @Override
  public void draw(long seed, long stream, long first, int n, double[] out, int at) {
    LawParameters.draws("skew-normal", first, n, out, at, 2);
    double delta = delta();
    double rest = 1.0 / root();
    double scale = scale();
    double location = location();
    double[] z = new double[Math.multiplyExact(2, n)];
    Philox.gaussian(seed, stream, 2 * first, z.length, z, 0);
    for (int i = 0; i < n; i++) {
      double standard = Math.fma(delta, Math.abs(z[2 * i]), rest * z[2 * i + 1]);
      out[at + i] = Math.fma(scale, standard, location);
    }
  }

  /** The law in configurations. */
  public static final class Provider extends NamedEntry implements LawProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("skew-normal", "skew-normal law whose most likely value is 0", "Azzalini 1985");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("variance", Key.Form.NUMBER, "variance about the mean").required().positive(),
          Key.of("shape", Key.Form.NUMBER, "0 is the normal law; a sign leans it to that side").required());
    }

    @Override
    public SkewNormalError build(Values values) {
      return new SkewNormalError(values.number("shape"), values.number("variance"));
    }
  }
}
