package org.isobit.models.assimilation.latent;

import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.errors.ErrorLaw;

/**
 * The ensemble transform Kalman filter with a sampled innovation covariance, ETKF-D (Pasmans, Chen, Finn, Bocquet and
 * Carrassi 2025, Q. J. R. Meteorol. Soc. 152, e70070, after their published code).
 *
 * <p>R is never used. Instead innovations are drawn, D_j = y + ε_j − H(x_i(j)), with ε_j from the law of observation
 * errors and i(j) a random member. With Y the observed anomalies, A the anomalies, C = cov(D), which estimates
 * R + H·P·Hᵀ, and d̄ the mean of the D_j:
 *
 * <pre>
 *   S = I − Yᵀ·C⁺·Y/(N − 1),  T = S^½,  E ← mean + A·T + A·Yᵀ·C⁺·d̄/(N − 1)
 * </pre>
 *
 * (columns are members there, rows in this library). T is the symmetric root. Where sampling makes S indefinite, its
 * negative eigenvalues count as 0. As the number of samples grows, the filter tends to {@link ETKF} if errors are
 * Gaussian and of mean 0. A biased law counts twice: once in y, once in ε.
 *
 * <p>With N members, n variables, p observations and D samples it costs D·p² + O(p³) operations for C, 2·N·p·(p + n)
 * for the mean, and for the members 2·N·p·n more with fewer observations than members, otherwise O(N³) + 2·N²·n; one
 * evaluation of H for each member; 2·N·n, 2·D·p and p² elements besides. Tests hold it to {@link ETKF}, to which it
 * tends with many samples, and the study of its paper to the scores there.
 *
 * <p>Standard deviations of the observations are not read. Immutable, thread-safe.
 */
public final class ETKFD implements Filter {

  private final ErrorLaw law;
  private final int samples;

  /**
   * The filter.
   *
   * @param law     law of the observation errors, the same for all observations
   * @param samples innovations that are drawn, at least 2; the paper takes 384 for 64 members
   * @throws IllegalArgumentException if there are fewer than 2 samples
   */
  public ETKFD(ErrorLaw law, int samples) {
    this.law = Objects.requireNonNull(law, "law");
    this.samples = samples;
    if (samples < 2) {
      throw new IllegalArgumentException("ETKFD: samples must be at least 2, but is " + samples);
    }
  }

  @Override
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
    Environment.require();
    ensemble.requireSpread("ETKFD");
    ensemble.requireFinite("ETKFD");
    if (observations.count() == 0) {
      return;
    }
    cycle.devices().none("ETKFD", 2.0 * ensemble.members() * observations.count() * ensemble.size());
    SampledInnovations sampled = SampledInnovations.draw("ETKFD", law, samples, ensemble, observations, cycle);
    update(ensemble, observations.count(), sampled.observed, samples, sampled.innovations);
  }

  /**
   * The analysis with the caller's own observed members and innovations, for comparison with other programs.
   *
   * @param ensemble    forecast in, analysis out
   * @param count       number of observations, at least 1
   * @param observed    observed members, members × count
   * @param samples     number of innovations, at least 2
   * @param innovations innovations, samples × count
   * @throws IllegalArgumentException                if sizes differ or something is not finite
   * @throws org.isobit.kernels.NumericalException if the analysis is not finite
   */
  public static void update(Ensemble ensemble, int count, double[] observed, int samples, double[] innovations) {
    Checks.positive("ETKFD", "count", count);
    requireLength("observed values", observed, ensemble.members(), count);
    requireLength("innovations", innovations, samples, count);
    if (samples < 2) {
      throw new IllegalArgumentException("ETKFD: samples must be at least 2, but is " + samples);
    }
    Environment.require();
    ensemble.requireSpread("ETKFD");
    ensemble.requireFinite("ETKFD");
    Checks.finite("ETKFD", "observed value", observed, 0, observed.length);
    Checks.finite("ETKFD", "innovation", innovations, 0, innovations.length);
    new SampledTransform("ETKFD", count, observed, ensemble.members(), innovations, samples).apply(ensemble);
  }

  private static void requireLength(String what, double[] x, int rows, int count) {
    if (x.length != (long) rows * count) {
      throw new IllegalArgumentException("ETKFD: there are " + x.length + " " + what + ", but " + rows + " x " + count
          + " are needed");
    }
  }

  @Override
  public String toString() {
    return "ETKFD[" + law + ", " + samples + " innovations]";
  }
}
