package org.isobit.models.dynamics;

import org.isobit.kernels.Environment;
import org.isobit.kernels.elementary.ExpReference;
import org.isobit.kernels.elementary.LogReference;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;

/**
 * The observation operator of {@link CircleModel}: its abscissa, or, with an exponent, a function that is the more
 * nonlinear the larger the exponent (Pasmans et al. 2025, after their published code):
 *
 * <pre>
 *   q(x, y) = sign(x)·min(10, |x|·(r + y)^−e),  r = √(x² + y²);  10 where r + y = 0
 * </pre>
 *
 * With e = 0 it is x itself. The power is exp(−e·log(r + y)) of this library. {@link #linearized} is its tangent about
 * the mean of the ensemble that it observes. Immutable, thread-safe.
 */
public final class RadialObservation implements ObservationOperator {

  /** The largest magnitude that is observed. */
  private static final double LARGEST = 10.0;

  private final double exponent;
  private final boolean linear;

  /**
   * The operator.
   *
   * @param exponent e, not negative; 0 observes x
   * @throws IllegalArgumentException if e is negative or not finite
   */
  public RadialObservation(double exponent) {
    this(exponent, false);
    if (!(exponent >= 0.0)) {
      throw new IllegalArgumentException("RadialObservation: exponent must not be negative, but is " + exponent);
    }
    ModelParameters.finite("RadialObservation", "exponent", exponent);
  }

  private RadialObservation(double exponent, boolean linear) {
    this.exponent = exponent;
    this.linear = linear;
  }

  /**
   * The tangent operator: q(x̄) + q'(x̄)·(x − x̄) with x̄ the mean of the ensemble.
   *
   * @return a new operator; where q is cut at ±10 its derivative is 0
   */
  public RadialObservation linearized() {
    return new RadialObservation(exponent, true);
  }

  @Override
  public void apply(Ensemble states, double[] observed) {
    Environment.require();
    if (states.size() != 2) {
      throw new IllegalArgumentException("RadialObservation: a state has x and y, but these have " + states.size()
          + " variables");
    }
    if (linear) {
      tangent(states, observed);
      return;
    }
    double[] values = states.values();
    for (int m = 0; m < states.members(); m++) {
      int at = states.index(m);
      observed[m] = observe(values[at], values[at + 1]);
    }
  }

  /**
   * q(x, y).
   *
   * @param x abscissa
   * @param y ordinate
   * @return what is observed of that state, in [−10, 10] for a positive exponent
   */
  public double observe(double x, double y) {
    if (exponent == 0.0) {
      return x;
    }
    double sum = CircleReference.radius(x, y) + y;
    if (sum <= 0.0) {
      return LARGEST;
    }
    double size = Math.abs(x) * ExpReference.exp(-exponent * LogReference.log(sum));
    return Math.copySign(size > LARGEST ? LARGEST : size, x);
  }

  /** ∂q/∂x = p·(1 − e·x²/(r·(r + y))), ∂q/∂y = −e·x·p/r, p = (r + y)^−e; 0 where q is cut. */
  private void tangent(Ensemble states, double[] observed) {
    double[] mean = states.mean();
    double x = mean[0];
    double y = mean[1];
    double r = CircleReference.radius(x, y);
    double centre = observe(x, y);
    double dx = 1.0;
    double dy = 0.0;
    if (exponent != 0.0) {
      double sum = r + y;
      boolean cut = sum <= 0.0 || Math.abs(centre) >= LARGEST;
      double power = cut ? 0.0 : ExpReference.exp(-exponent * LogReference.log(sum));
      dx = cut ? 0.0 : power * (1.0 - exponent * x * x / (r * sum));
      dy = cut ? 0.0 : -exponent * x * power / r;
    }
    double[] values = states.values();
    for (int m = 0; m < states.members(); m++) {
      int at = states.index(m);
      observed[m] = centre + Math.fma(dx, values[at] - x, dy * (values[at + 1] - y));
    }
  }

  @Override
  public String toString() {
    return "RadialObservation[exponent=" + exponent + (linear ? ", tangent]" : "]");
  }
}
