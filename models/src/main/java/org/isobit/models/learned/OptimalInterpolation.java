package org.isobit.models.learned;

import java.util.Arrays;
import org.isobit.kernels.Checks;

/**
 * Optimal interpolation of one observation y of an element c, with error variance R:
 *
 * <pre>
 *   δx_i = damping_i · taper(ρ_i) · s_i · s_c ÷ (s_c² + R) · (y − x_c),  |δx_i| ≤ cap
 *   taper(ρ) = sign(ρ) · max(|ρ| − a, 0) ÷ (1 − a)
 * </pre>
 *
 * <p>s are standard deviations of the forecast's errors, from a climatology, and ρ correlations with element c. If a
 * network predicts ρ from the state, this is ML-OI (Higgs, Bannister, Skákala, Carrassi and Ciavatta 2026,
 * Biogeosciences 23, 315; as far as its abstract and reviews tell: the authors' own algebra was not at hand). The
 * {@linkplain #univariate univariate} form changes the observed field alone, as operational systems do. Immutable,
 * thread-safe.
 */
public final class OptimalInterpolation implements UpdateScheme {

  private static final String NAME = "OptimalInterpolation";

  private final Correlations correlations;
  private final double[] deviations;
  private final double[] damping;
  private final double taper;
  private final double cap;

  private OptimalInterpolation(Correlations correlations, double[] deviations, double[] damping, double taper,
      double cap) {
    this.correlations = correlations;
    this.deviations = deviations;
    this.damping = damping;
    this.taper = taper;
    this.cap = cap;
  }

  /**
   * The scheme without damping, taper and cap.
   *
   * @param correlations ρ
   * @param deviations   s, one for each element of a state, positive and finite; copied
   * @return the scheme
   * @throws IllegalArgumentException if numbers differ or one is out of range
   */
  public static OptimalInterpolation of(Correlations correlations, double[] deviations) {
    int n = correlations.state().size();
    requireCount("standard deviations", deviations, n);
    for (int i = 0; i < n; i++) {
      Checks.positive(NAME, "standard deviation[" + i + "]", deviations[i]);
    }
    double[] ones = new double[n];
    Arrays.fill(ones, 1.0);
    return new OptimalInterpolation(correlations, deviations.clone(), ones, 0.0, Double.POSITIVE_INFINITY);
  }

  /**
   * The univariate scheme: δx_i = profile_i · s_c² ÷ (s_c² + R) · (y − x_c) for elements of the observed field, 0 for
   * all others.
   *
   * @param state     the states
   * @param profile   one for each element of the observed field, from −1 to 1
   * @param deviation s_c, positive and finite
   * @return the scheme
   * @throws IllegalArgumentException if numbers differ or one is out of range
   */
  public static OptimalInterpolation univariate(ObservedState state, double[] profile, double deviation) {
    String field = state.fieldOf(state.observed()).name();
    requireCount("numbers of the profile", profile, state.field(field).size());
    double[] rho = new double[state.size()];
    System.arraycopy(profile, 0, rho, state.start(field), profile.length);
    double[] deviations = new double[rho.length];
    Arrays.fill(deviations, deviation);
    return of(new ConstantCorrelations(state, rho), deviations);
  }

  private static void requireCount(String what, double[] given, int n) {
    if (given.length != n) {
      throw new IllegalArgumentException(NAME + ": there are " + n + " elements, but " + given.length + " " + what);
    }
  }

  /**
   * The same with factors of the increments.
   *
   * @param factors one for each element of a state, finite and not negative; copied
   * @return a new scheme
   * @throws IllegalArgumentException if the number differs or one is out of range
   */
  public OptimalInterpolation withDamping(double[] factors) {
    requireCount("factors", factors, deviations.length);
    for (int i = 0; i < factors.length; i++) {
      Checks.notNegative(NAME, "damping[" + i + "]", factors[i]);
    }
    return new OptimalInterpolation(correlations, deviations, factors.clone(), taper, cap);
  }

  /**
   * The same with one factor for all fields but the observed one, which keeps the factor 1.
   *
   * @param factor the factor, finite and not negative
   * @return a new scheme
   * @throws IllegalArgumentException if the factor is out of range
   */
  public OptimalInterpolation withDampingOfOthers(double factor) {
    ObservedState state = state();
    double[] factors = new double[deviations.length];
    Arrays.fill(factors, factor);
    String field = state.fieldOf(state.observed()).name();
    int start = state.start(field);
    Arrays.fill(factors, start, start + state.field(field).size(), 1.0);
    return withDamping(factors);
  }

  /**
   * The same with correlations up to a size taken for noise.
   *
   * @param a the size, at least 0 and below 1
   * @return a new scheme
   * @throws IllegalArgumentException if a is out of range
   */
  public OptimalInterpolation withTaper(double a) {
    if (!(a >= 0.0 && a < 1.0)) {
      throw new IllegalArgumentException(NAME + ": taper must be at least 0 and below 1, but is " + a);
    }
    return new OptimalInterpolation(correlations, deviations, damping, a, cap);
  }

  /**
   * The same with a bound of increments.
   *
   * @param largest the largest magnitude, positive; infinite: no bound
   * @return a new scheme
   * @throws IllegalArgumentException if it is not positive
   */
  public OptimalInterpolation withCap(double largest) {
    requireCap(NAME, largest);
    return new OptimalInterpolation(correlations, deviations, damping, taper, largest);
  }

  static void requireCap(String name, double largest) {
    if (!(largest > 0.0)) {
      throw new IllegalArgumentException(name + ": cap must be positive, but is " + largest);
    }
  }

  static double capped(double x, double cap) {
    return x > cap ? cap : x < -cap ? -cap : x;
  }

  /** Refuses a variance that is none. */
  static void requireVariance(String name, double variance) {
    Checks.positive(name, "variance of the observation's error", variance);
  }

  @Override
  public void increments(double[] x, long offset, double dayOfYear, double innovation, double errorVariance,
      double[] out, long outOffset) {
    requireVariance(NAME, errorVariance);
    int at = Checks.vector(NAME, "increments", out, outOffset, deviations.length);
    correlations.of(x, offset, dayOfYear, out, at);
    double sc = deviations[state().observed()];
    double gain = sc / Math.fma(sc, sc, errorVariance);
    double scaled = gain * innovation;
    for (int i = 0; i < deviations.length; i++) {
      double covariance = damping[i] * tapered(out[at + i]) * deviations[i];
      out[at + i] = capped(covariance * scaled, cap);
    }
  }

  private double tapered(double rho) {
    if (taper == 0.0) {
      return rho;
    }
    double rest = Math.abs(rho) - taper;
    return Math.copySign((rest < 0.0 ? 0.0 : rest) / (1.0 - taper), rho);
  }

  /**
   * ρ.
   *
   * @return the correlations
   */
  public Correlations correlations() {
    return correlations;
  }

  /**
   * s.
   *
   * @return a copy
   */
  public double[] deviations() {
    return deviations.clone();
  }

  /**
   * Factors of the increments.
   *
   * @return a copy
   */
  public double[] damping() {
    return damping.clone();
  }

  /**
   * The size up to which correlations count as noise.
   *
   * @return a
   */
  public double taper() {
    return taper;
  }

  /**
   * The largest magnitude of an increment.
   *
   * @return the bound, infinite without one
   */
  public double cap() {
    return cap;
  }

  @Override
  public ObservedState state() {
    return correlations.state();
  }

  @Override
  public boolean seasonal() {
    return correlations.seasonal();
  }

  @Override
  public String toString() {
    return correlations + (taper > 0.0 ? "; taper " + taper : "")
        + (cap < Double.POSITIVE_INFINITY ? "; cap " + cap : "");
  }
}
