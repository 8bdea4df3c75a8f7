package org.isobit.models.assimilation.noise;

import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ForecastModel;

/**
 * A model with stochastically perturbed tendencies, SPPT (Buizza, Miller and Palmer 1999, Q. J. R. Meteorol. Soc. 125,
 * 2887–2908; Palmer et al. 2009, ECMWF Tech. Memo. 598): what a step adds to a variable is multiplied by a random
 * number near 1,
 *
 * <pre>
 *   x_{k+1} = x_k + (1 + r)·(M(x_k) − x_k)      |r| ≤ limit
 *   r = clip(e_j)      e_j = φ·e_{j−1} + (1 − φ²)^½·η_j      η ~ N(0, Q)      j = ⌊k/every⌋
 * </pre>
 *
 * with a pattern e that is correlated in space by Q and in time by φ, each member's own by its index; beyond the limit
 * r is the limit, while e goes on as it is. Nothing resets it: it is a function of the time level, and a run that
 * begins at a later one goes on with what was, at the cost of the draws from time level 0 on, or from the level that
 * was gone back to last.
 *
 * <p>Costs 3·n flops a step and member, and a draw of Q a member for every time; memory is twice the ensemble, three
 * times where a run goes back. Held to the steps of the formula, and to the exact mean and variance of a linear model
 * whose r is white. It knows no derivative. Immutable, thread-safe.
 */
public final class PerturbedTendencies implements ForecastModel {

  private static final String NAME = "PerturbedTendencies";

  private final ForecastModel model;
  private final ModelNoise noise;
  private final double memory;
  private final int every;
  private final double limit;
  private final RedNoise pattern;

  /**
   * The model with perturbed tendencies.
   *
   * @param model  the model without
   * @param noise  N(0, Q) of the pattern
   * @param memory φ, between −1 and 1
   * @param every  steps for which a pattern stays, at least 1
   * @param limit  the largest |r|, positive
   * @param seed   key of the draws
   * @param stream the stream of time level 0; level k draws from {@code stream + k}, which nothing else does
   * @throws IllegalArgumentException if sizes differ or a number is out of range
   */
  public PerturbedTendencies(ForecastModel model, ModelNoise noise, double memory, int every, double limit, long seed,
      long stream) {
    this.model = Objects.requireNonNull(model, "model");
    this.noise = Objects.requireNonNull(noise, "noise");
    Checks.positive(NAME, "every", every);
    Checks.positive(NAME, "limit", limit);
    if (model.size() != noise.size()) {
      throw new IllegalArgumentException(NAME + ": the model has " + model.size() + " variables but the noise "
          + noise.size());
    }
    this.memory = memory;
    this.every = every;
    this.limit = limit;
    pattern = new RedNoise(noise, memory, every, seed, stream);
  }

  @Override
  public int size() {
    return model.size();
  }

  @Override
  public double timeStep() {
    return model.timeStep();
  }

  @Override
  public void advance(long from, int steps, Ensemble ensemble, Workers workers) {
    for (int s = 0; s < steps; s++) {
      Ensemble before = ensemble.copy();
      model.advance(from + s, 1, ensemble, workers);
      double[] e = pattern.at(Math.floorDiv(from + s, every), ensemble.members(), workers);
      workers.run(ensemble.members(), (m, slot) -> perturb(e, m, before, ensemble));
    }
    if (steps < 1) {
      model.advance(from, steps, ensemble, workers);
    }
  }

  /** M(x) + r·(M(x) − x), which is M(x) to the bit where r is 0. */
  private void perturb(double[] e, int member, Ensemble before, Ensemble after) {
    int n = before.size();
    double[] x = after.values();
    int at = after.index(member);
    for (int i = 0; i < n; i++) {
      double pattern = e[member * n + i];
      double r = pattern > limit ? limit : pattern < -limit ? -limit : pattern;
      x[at + i] = Math.fma(r, x[at + i] - before.get(member, i), x[at + i]);
    }
  }

  @Override
  public String toString() {
    return NAME + "[" + model + ", " + noise + ", memory " + memory + ", every " + every + " steps, within " + limit
        + "]";
  }
}
