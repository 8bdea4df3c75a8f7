package org.isobit.models.assimilation.particle;

import java.util.Objects;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.MemberWeights;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.WeightedFilter;
import org.isobit.models.assimilation.internal.Analysis;

/**
 * The particle filter with sequential importance resampling (Gordon, Salmond and Smith 1993, IEE Proc. F 140, 107–113;
 * van Leeuwen 2009, Mon. Weather Rev. 137, 4089–4114).
 *
 * <p>With d_m = R^{-1/2}·(y − H(x_m)) the weights become w_m ← w_m·exp(−½·‖d_m‖²) over their sum,
 * in logarithms. Once N_eff = 1 ÷ Σ w² is at most {@code effective}·N, N particles are drawn from the weighted ones
 * ({@link Resampling}), all weights are 1 ÷ N again, and copies are moved apart by draws from
 * N(0, (reg·b)²·P), with P the unbiased weighted covariance Σ w_m·(x_m − x̄)·(x_m − x̄)ᵀ ÷ (1 − Σ w²) and the
 * bandwidth b = N^(−1/(n + 4)) for states of n variables (Musso, Oudjane and Le Gland 2001, section 12.2.2 of Doucet,
 * de Freitas and Gordon): the regularisation, without which a model without noise has no different particles left.
 * Unless told otherwise a particle that was drawn once stays as it is, to the bit. Where 1 − Σ w² is below 10⁻¹⁰, P is
 * that of equal weights.
 *
 * <p>Weights live from cycle to cycle in the filter that {@link #carrying} makes. This one has no place for them: it
 * begins every analysis with equal ones and always resamples, whatever {@code effective} is.
 *
 * <p><b>Optimal proposal.</b> With a kernel width q above 0, the forecast is the mixture of normal laws
 * N(x_m, (q·b)²·P) instead of points. Each particle is drawn from its own law given y (Doucet, Godsill and Andrieu
 * 2000, Stat. Comput. 10, 197–208, the kernel in the place of the model's noise; Bocquet, Pires and Wu
 * 2010, Mon. Weather Rev. 138, 2997–3023): moved by a draw of the kernel and by the kernel's Kalman gain with a
 * perturbed observation; its weight takes the likelihood of y − H(x_m) with covariance R + H·(q·b)²·P·Hᵀ. With linear H
 * that is exact; q = 0 is the bootstrap filter.
 *
 * <p><b>Cost</b> for N particles, n variables and p observations: N·(p + n) operations to weigh and copy, and
 * 2·N·n·min(N, n) each for P's root and the draws; one evaluation of H for each particle, two with a kernel, and then
 * N·p² + p³ ÷ 3 + 2·N·n·p operations besides. Memory: six ensembles, seven with a kernel.
 *
 * <p><b>Held to</b> the exact posteriors of a mixture of two normal laws and of a bounded law, and to DAPPER's scores
 * for Lorenz-63 and Lorenz-96 with 10 variables.
 *
 * <p>Immutable, thread-safe.
 */
public final class ParticleFilter implements WeightedFilter {

  static final String NAME = "ParticleFilter";

  private final Resampling resampling;
  private final double effective;
  private final double regularisation;
  private final boolean jitterUnique;
  private final double kernel;

  /** Systematic resampling at every analysis, without regularisation, particles as they are forecast. */
  public ParticleFilter() {
    this(Resampling.SYSTEMATIC, 1.0, 0.0, false, 0.0);
  }

  private ParticleFilter(Resampling resampling, double effective, double regularisation, boolean jitterUnique,
      double kernel) {
    this.resampling = Objects.requireNonNull(resampling, "resampling");
    this.effective = effective;
    this.regularisation = regularisation;
    this.jitterUnique = jitterUnique;
    this.kernel = kernel;
  }

  /**
   * The same filter with another way to draw.
   *
   * @param newResampling how particles are drawn from weighted ones
   * @return a new filter
   */
  public ParticleFilter withResampling(Resampling newResampling) {
    return new ParticleFilter(newResampling, effective, regularisation, jitterUnique, kernel);
  }

  /**
   * The same filter with another threshold of resampling, which counts where weights are carried.
   *
   * @param newEffective part of N, from 0, never, to 1, always: particles are drawn where N_eff is at most that
   * @return a new filter
   * @throws IllegalArgumentException if it is out of range
   */
  public ParticleFilter withEffective(double newEffective) {
    if (!(newEffective >= 0.0 && newEffective <= 1.0)) {
      throw new IllegalArgumentException(NAME + ": the effective part must be in 0 to 1, but is " + newEffective);
    }
    return new ParticleFilter(resampling, newEffective, regularisation, jitterUnique, kernel);
  }

  /**
   * The same filter with another regularisation.
   *
   * @param newRegularisation reg: width of the draws that move copies apart, in bandwidths; 0 for none
   * @return a new filter
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public ParticleFilter withRegularisation(double newRegularisation) {
    requireWidth("regularisation", newRegularisation);
    return new ParticleFilter(resampling, effective, newRegularisation, jitterUnique, kernel);
  }

  /**
   * The same filter with another treatment of particles that were drawn once.
   *
   * @param newJitterUnique whether regularisation moves these too
   * @return a new filter
   */
  public ParticleFilter withJitterOfUnique(boolean newJitterUnique) {
    return new ParticleFilter(resampling, effective, regularisation, newJitterUnique, kernel);
  }

  /**
   * The same filter with a kernel about each forecast particle, and so the optimal proposal.
   *
   * @param newKernel q: width of the kernel, in bandwidths; 0 for none
   * @return a new filter
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public ParticleFilter withKernel(double newKernel) {
    requireWidth("kernel", newKernel);
    return new ParticleFilter(resampling, effective, regularisation, jitterUnique, newKernel);
  }

  private static void requireWidth(String what, double width) {
    if (!(width >= 0.0 && width <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(NAME + ": the " + what + " must be finite and not negative, but is " + width);
    }
  }

  @Override
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
    analyse(ensemble, observations, cycle, MemberWeights.equal(ensemble.members()), 1.0);
  }

  @Override
  public Filter carrying(MemberWeights weights) {
    Objects.requireNonNull(weights, "weights");
    return (ensemble, observations, cycle) -> analyse(ensemble, observations, cycle, weights, effective);
  }

  private void analyse(Ensemble ensemble, Observations observations, Cycle cycle, MemberWeights weights,
      double threshold) {
    if (weights.members() != ensemble.members()) {
      throw new IllegalArgumentException(NAME + ": there are " + weights.members() + " weights, but "
          + ensemble.members() + " members");
    }
    cycle.devices().none(NAME, (double) ensemble.members() * (ensemble.size() + observations.count()));
    Analysis.inspect(NAME, ensemble, observations, cycle, a -> {
      if (a.count > 0) {
        new ParticleStep(a, ensemble, weights.toArray()).run(this, threshold, weights);
      }
    });
  }

  Resampling resampling() {
    return resampling;
  }

  double regularisation() {
    return regularisation;
  }

  boolean jitterUnique() {
    return jitterUnique;
  }

  double kernel() {
    return kernel;
  }

  @Override
  public String toString() {
    return NAME + "[" + resampling.label() + ", effective " + effective + ", regularisation " + regularisation
        + (jitterUnique ? " of all" : "") + (kernel > 0.0 ? ", kernel " + kernel + "]" : "]");
  }
}
