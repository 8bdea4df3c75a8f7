package org.isobit.models.assimilation.noise;

import java.util.Objects;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Finite;
import org.isobit.models.registry.Entry;
import org.isobit.models.registry.Registry;

/**
 * How an ensemble of forecasts takes a model's noise Q (Raanes, Carrassi and Bertino 2015, Mon. Weather Rev. 143,
 * 3857–3873). With A the anomalies, a column a member, P = A·Aᵀ/(N − 1), A⁺ the pseudoinverse, and Π = A·A⁺ the
 * projection on the ensemble's span:
 *
 * <pre>
 *   additive       x_m ← x_m + Q^½·ξ_m                     P + Q in expectation
 *   sqrt-core      A ← A·(I + (N − 1)·A⁺·Q·A⁺ᵀ)^½          P + Π·Q·Π exactly, P + Q where the span is the space
 *   sqrt-add-z     sqrt-core, then x_m + (I − Π)·Q^½·ξ_m   what the core leaves out, by random numbers
 *   sqrt-mult-1    sqrt-core, then A times one number      trace(P) + trace(Q) exactly
 *   mult-1         A ← A·(1 + trace(Q)/trace(P))^½         the same trace, in the directions of P alone
 * </pre>
 *
 * <p>Means stay but where random numbers are added. Random ones cost N·n normal numbers (and 2·N·n² flops with a whole
 * Q); square roots a singular value decomposition of A, about 10·n·N² flops where N ≤ n, and N² numbers; mult-1 3·N·n
 * flops. Tests hold the covariances above to dense formulas, and filters with them to the Kalman filter with Q.
 */
public enum NoiseTreatment implements Entry {

  /** Members have no noise; a method that takes a covariance on in time may take Q from the {@link NoisyModel}. */
  NONE("none", "members run without noise", ""),

  /** Every member has random noise. */
  ADDITIVE("additive", "every member has random noise of its own", "Evensen 1994"),

  /** The square root of P + Π·Q·Π. */
  SQRT_CORE("sqrt-core", "anomalies become a square root of P + Q within their span", "Raanes et al. 2015"),

  /** The same, and random noise outside the span. */
  SQRT_ADD_Z("sqrt-add-z", "sqrt-core, and random noise outside the span", "Raanes et al. 2015"),

  /** The same, times a number. */
  SQRT_MULT_1("sqrt-mult-1", "sqrt-core, and a factor by which the trace is that of P + Q", "Raanes et al. 2015"),

  /** All anomalies times a number. */
  MULT_1("mult-1", "anomalies times a factor by which the trace is that of P + Q", "Raanes et al. 2015");

  private final String label;
  private final String sentence;
  private final String source;

  NoiseTreatment(String label, String sentence, String source) {
    this.label = label;
    this.sentence = sentence;
    this.source = source;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String sentence() {
    return sentence;
  }

  @Override
  public String source() {
    return source;
  }

  /**
   * The treatment of a name.
   *
   * @param label a name as {@link #label} gives it
   * @return the treatment
   * @throws IllegalArgumentException listing the names there are
   */
  public static NoiseTreatment of(String label) {
    return Registry.one("NoiseTreatment: ", label, values());
  }

  /**
   * Whether it takes the ensemble's own covariance, of two members or more that all weigh the same.
   *
   * @return false for {@link #NONE} and {@link #ADDITIVE}
   */
  public boolean needsSpread() {
    return this != NONE && this != ADDITIVE;
  }

  /**
   * Gives an ensemble noise, in place. All or nothing: if it throws, the ensemble is as it was. Member m draws the
   * numbers from m·size on, so that random noise does not depend on the number of members, nor on threads.
   *
   * @param noise    the noise
   * @param ensemble the members; two or more where it {@link #needsSpread}
   * @param seed     key of the draws
   * @param stream   their stream, which nothing else draws from
   * @param workers  threads that share the work
   * @throws IllegalArgumentException if sizes differ, or there is one member where a spread is needed
   * @throws NumericalException       if a member is not finite, as of a model that has blown up, the result is not, or
   *                                  there is no such square root: noise has more than 10¹⁰ times the variance of a
   *                                  direction of the ensemble, or an ensemble to be multiplied has no spread
   */
  public void apply(ModelNoise noise, Ensemble ensemble, long seed, long stream, Workers workers) {
    Objects.requireNonNull(workers, "workers");
    if (noise.size() != ensemble.size()) {
      throw new IllegalArgumentException("NoiseTreatment: the noise has " + noise.size() + " variables but the members "
          + ensemble.size());
    }
    if (this == NONE) {
      return;
    }
    if (this == ADDITIVE) {
      give(draws(noise, ensemble.members(), seed, stream, workers), ensemble);
      return;
    }
    int members = ensemble.members();
    int n = ensemble.size();
    Ensemble result = ensemble.copy();
    requireFinite(result);
    ensemble.requireSpread("NoiseTreatment " + label);
    SpanNoise span = new SpanNoise(label, noise, ensemble, this != MULT_1, workers);
    double factor = this == SQRT_MULT_1 || this == MULT_1 ? span.factor() : 1.0;
    span.write(result, factor);
    if (this == SQRT_ADD_Z && span.rank() < n) {
      double[] z = draws(noise, members, seed, stream, workers);
      span.removeSpan(z);
      add(z, result);
    }
    requireFinite(result);
    ensemble.copyFrom(result);
  }

  /** Adds noise that was drawn for the members, a row each, all or nothing as {@link #apply}. */
  void give(double[] noise, Ensemble ensemble) {
    Ensemble result = ensemble.copy();
    requireFinite(result);
    add(noise, result);
    requireFinite(result);
    ensemble.copyFrom(result);
  }

  private void requireFinite(Ensemble e) {
    int bad = Finite.first(e.values(), 0, e.values().length);
    if (bad >= 0) {
      throw new NumericalException("NoiseTreatment " + label + ": the ensemble is not finite at variable",
          bad % e.size(), e.values()[bad]);
    }
  }

  /** White noise of members, one after the other: member m has the numbers from m·size on. */
  static double[] draws(ModelNoise noise, int members, long seed, long stream, Workers workers) {
    int n = noise.size();
    double[] draws = new double[members * n];
    workers.run(members, (m, slot) -> noise.draw(seed, stream, (long) m * n, draws, m * n));
    return draws;
  }

  private static void add(double[] noise, Ensemble to) {
    for (int i = 0; i < to.values().length; i++) {
      to.values()[i] += noise[i];
    }
  }
}
