package org.isobit.models.assimilation;

import java.util.List;
import org.isobit.models.assimilation.global.DEnKF;
import org.isobit.models.assimilation.global.ESTKF;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.global.GETKF;
import org.isobit.models.assimilation.global.SEIK;
import org.isobit.models.assimilation.global.StochasticEnKF;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.serial.EAKF;
import org.isobit.models.assimilation.serial.QCEFF;
import org.isobit.models.assimilation.serial.RHF;
import org.isobit.models.assimilation.serial.SerialEnSRF;

/**
 * Turns a forecast ensemble into an analysis ensemble.
 *
 * <p>Filters are immutable and thread-safe: analyses of different ensembles may run at once.
 *
 * <p>Where observations are far more accurate than the spread of the forecast, filters that form S·Sᵀ + (N − 1)·I, with
 * S the observed anomalies over error deviations, lose digits; see {@link #LARGEST_CONDITION}. So do serial filters,
 * but less; see {@link #LARGEST_SERIAL_CONDITION}.
 */
public interface Filter {

  /**
   * The largest condition number of S·Sᵀ + (N − 1)·I, its largest eigenvalue over N − 1, that {@link ETKF},
   * {@link ESTKF}, {@link LETKF} (for each local problem), {@link GETKF} (with modulated members), {@link SEIK},
   * {@link DEnKF}, {@link StochasticEnKF} and filters that build on them accept; beyond it they throw. For one
   * observation it is 1 + (spread ÷ error deviation)², so they accept an error deviation of 10⁻⁵ of the spread. SEIK,
   * DEnKF and StochasticEnKF take 1 + trace(S·Sᵀ)/(N − 1) for it, which is at most N − 1 times as large.
   *
   * <p>Rounding grows with it. With κ the condition number, x a variable's anomalies and w the weights by which its
   * mean moves, x·w, an analysed member of ETKF, LETKF and LESTKF is off by at most (2·κ + 6)·2⁻⁵²·‖x‖·(1 + ‖w‖), and
   * by a rounding of the mean where that is much larger; 1.5·κ + 4 was measured against the same analysis with 60
   * digits, for κ from 1 to 10¹⁰. So at the limit the error of means and covariances is about 10⁻⁶ of the forecast's
   * spread and covariance, 3·10⁻⁶ at most in what was measured against {@link SerialEnSRF}. Serial filters form no such
   * matrix; theirs is {@link #LARGEST_SERIAL_CONDITION}.
   */
  double LARGEST_CONDITION = 1e10;

  /**
   * The largest 1 + (spread ÷ error deviation)² of a single observation that {@link SerialEnSRF}, {@link EAKF},
   * {@link RHF} and {@link QCEFF} accept, the spread being the forecast's, inflated as the filter sees it, and the
   * observation whitened where errors are correlated; beyond it they throw. It is the condition number of that
   * observation's own update, the largest of all while no other observation has made the spread smaller: so they accept
   * an error deviation of 10⁻¹⁰ of the spread.
   *
   * <p>An update leaves an observation's anomalies of the size of its error with a rounding error of the size of the
   * forecast's spread times 2⁻⁵³, which later observations take for a signal; and each of many weak updates rounds
   * anew. So, in the first two, with κ the largest of these numbers, p the number of observations, and x and w as
   * above, a member is off by at most (√κ + ½·p + 4)·2⁻⁵²·‖x‖·(1 + ‖w‖), and by p roundings of the mean where that is
   * much larger; ‖w‖² is the sum of d² ÷ C as {@link SerialEnSRF} has them, d being innovations at their turns. 0.06·√κ
   * + 0.4·√p + 2 was measured against the same updates with 60 digits, for κ from 1 to 10²⁰ and p to 10⁴, the second
   * part only where innovations are next to nothing. At the limit that is about 10⁻⁶ of the forecast's spread, as with
   * the other filters; beyond 10³² no digit would be left.
   */
  double LARGEST_SERIAL_CONDITION = 1e20;

  /**
   * Assimilates observations, in place. All or nothing: if it throws, the ensemble is as it was.
   *
   * @param ensemble     forecast in, analysis out
   * @param observations what was observed
   * @param cycle        seed and number of the cycle, threads, arrays
   * @throws IllegalArgumentException                if a member holds a NaN or infinity, the operator makes one, or
   *                                                 sizes differ
   * @throws org.isobit.kernels.NumericalException if the analysis meets a value it cannot go on with: squares of
   *                                               observed anomalies overflow, observations are too accurate
   *                                               ({@link #LARGEST_CONDITION}, {@link #LARGEST_SERIAL_CONDITION}), or
   *                                               the result is not finite
   */
  void analyse(Ensemble ensemble, Observations observations, Cycle cycle);

  /**
   * What the filter estimates beside the states, from analysis to analysis.
   *
   * @return the estimates after the last analysis, at each time those of the same names; of most filters none
   */
  default List<ParameterEstimate> parameters() {
    return List.of();
  }
}
