package org.isobit.models.scores;

import java.util.Arrays;
import org.isobit.kernels.Checks;

/**
 * The mean continuous ranked probability score of many forecasts of one quantity, and its parts (Hersbach 2000, Weather
 * and Forecasting 15, 559–570).
 *
 * <p>A case is an ensemble of N members and a truth; it enters as the differences x_m − truth, so that angles, whose
 * differences are wrapped, count like anything else. With the sorted differences d_1 ≤ … ≤ d_N and p_i = i/N, α_i is
 * the part of [d_i, d_{i+1}] below 0 and β_i the part above (eq. 26; below d_1 all is β_0, above d_N all is α_N, eq.
 * 27), and
 *
 * <pre>
 *   CRPS = Σ α_i·p_i² + β_i·(1 − p_i)²                        (eq. 25)
 *   g_i = ᾱ_i + β̄_i,  o_i = β̄_i/g_i,  0 &lt; i &lt; N              (eqs. 30, 31)
 *   o_0 = share of truths below the ensemble, g_0 = β̄_0/o_0      (eq. 33)
 *   1 − o_N = share of truths above it, g_N = ᾱ_N/(1 − o_N)
 *   CRPS = reliability + potential,  reliability = Σ g_i·(o_i − p_i)²,  potential = Σ g_i·o_i·(1 − o_i)  (eqs. 35–37)
 *   potential = uncertainty − resolution                       (eq. 38)
 * </pre>
 *
 * Bars are means over the cases. The uncertainty is the score of the sample of all truths as a forecast,
 * {@link #uncertainty}. Unlike {@link EnsembleScores#crps} the score is that of the ensemble's own distribution
 * function, not corrected for the number of members, as the decomposition needs.
 *
 * <p>Sums are one ascending chain over the cases in the order of {@link #add}. Not thread-safe.
 */
public final class CrpsDecomposition {

  private final int members;
  private final double[] alpha;
  private final double[] beta;
  private final double[] sorted;
  private long cases;
  private long below;
  private long above;

  /**
   * Without a case.
   *
   * @param members N, at least 1
   */
  public CrpsDecomposition(int members) {
    Checks.positive("CrpsDecomposition", "members", members);
    this.members = members;
    this.alpha = new double[members + 1];
    this.beta = new double[members + 1];
    this.sorted = new double[members];
  }

  /**
   * Adds a case.
   *
   * @param differences members minus truth, in any order
   * @param offset      index of the first
   * @return the score of this case, Σ α_i·p_i² + β_i·(1 − p_i)², i ascending; NaN if a difference is NaN
   */
  public double add(double[] differences, int offset) {
    Checks.vector("CrpsDecomposition", "differences", differences.length, offset, members);
    System.arraycopy(differences, offset, sorted, 0, members);
    Arrays.sort(sorted);
    cases++;
    double score = 0.0;
    if (0.0 < sorted[0]) {
      below++;
      beta[0] += sorted[0];
      score += sorted[0];
    }
    for (int i = 1; i < members; i++) {
      double p = (double) i / members;
      double low = sorted[i - 1];
      double high = sorted[i];
      double a = high > 0.0 ? (low > 0.0 ? 0.0 : -low) : high - low;
      double b = low < 0.0 ? (high < 0.0 ? 0.0 : high) : high - low;
      alpha[i] += a;
      beta[i] += b;
      score = Math.fma(a * p, p, score);
      score = Math.fma(b * (1.0 - p), 1.0 - p, score);
    }
    double last = sorted[members - 1];
    if (!(0.0 <= last)) {
      above++;
      alpha[members] -= last;
      score -= last;
    }
    return score;
  }

  /**
   * Adds the cases of another decomposition.
   *
   * @param other one for as many members
   * @throws IllegalArgumentException if it is for another number of members
   */
  public void add(CrpsDecomposition other) {
    if (other.members != members) {
      throw new IllegalArgumentException("CrpsDecomposition: ensembles have " + other.members + " members, not "
          + members);
    }
    for (int i = 0; i <= members; i++) {
      alpha[i] += other.alpha[i];
      beta[i] += other.beta[i];
    }
    cases += other.cases;
    below += other.below;
    above += other.above;
  }

  /**
   * What has been added up, to be kept and restored.
   *
   * @return cases, truths below, truths above, then α_0 … α_N and β_0 … β_N, not divided
   */
  public double[] toArray() {
    double[] sums = new double[3 + 2 * (members + 1)];
    sums[0] = cases;
    sums[1] = below;
    sums[2] = above;
    System.arraycopy(alpha, 0, sums, 3, members + 1);
    System.arraycopy(beta, 0, sums, 4 + members, members + 1);
    return sums;
  }

  /**
   * A decomposition from what {@link #toArray} gave.
   *
   * @param sums that array
   * @return an equal decomposition
   * @throws IllegalArgumentException if its length is none that {@link #toArray} gives
   */
  public static CrpsDecomposition of(double[] sums) {
    if (sums.length < 7 || sums.length % 2 == 0) {
      throw new IllegalArgumentException("CrpsDecomposition: " + sums.length + " sums are no decomposition");
    }
    CrpsDecomposition d = new CrpsDecomposition((sums.length - 5) / 2);
    d.cases = (long) sums[0];
    d.below = (long) sums[1];
    d.above = (long) sums[2];
    System.arraycopy(sums, 3, d.alpha, 0, d.members + 1);
    System.arraycopy(sums, 4 + d.members, d.beta, 0, d.members + 1);
    return d;
  }

  /**
   * Number of cases.
   *
   * @return how often {@link #add(double[], int)} was called
   */
  public long cases() {
    return cases;
  }

  /**
   * The mean score.
   *
   * @return Σ ᾱ_i·p_i² + β̄_i·(1 − p_i)²; NaN without a case
   */
  public double crps() {
    double sum = 0.0;
    for (int i = 0; i <= members; i++) {
      double p = (double) i / members;
      sum = Math.fma(alpha[i] / cases * p, p, sum);
      sum = Math.fma(beta[i] / cases * (1.0 - p), 1.0 - p, sum);
    }
    return sum;
  }

  /**
   * How far stated probabilities are from frequencies; 0 is best.
   *
   * @return Σ g_i·(o_i − p_i)²; NaN without a case
   */
  public double reliability() {
    double sum = 0.0;
    for (int i = 0; i <= members; i++) {
      double off = frequency(i) - (double) i / members;
      sum = Math.fma(width(i) * off, off, sum);
    }
    return cases == 0 ? Double.NaN : sum;
  }

  /**
   * What the score would be if probabilities were frequencies.
   *
   * @return Σ g_i·o_i·(1 − o_i); NaN without a case
   */
  public double potential() {
    double sum = 0.0;
    for (int i = 0; i <= members; i++) {
      sum = Math.fma(width(i) * frequency(i), 1.0 - frequency(i), sum);
    }
    return cases == 0 ? Double.NaN : sum;
  }

  /** g_i. */
  private double width(int i) {
    if (i == 0) {
      return below == 0 ? 0.0 : beta[0] / cases / frequency(0);
    }
    if (i == members) {
      return above == 0 ? 0.0 : alpha[members] / cases / (1.0 - frequency(members));
    }
    return (alpha[i] + beta[i]) / cases;
  }

  /** o_i. */
  private double frequency(int i) {
    if (i == 0) {
      return (double) below / cases;
    }
    if (i == members) {
      return 1.0 - (double) above / cases;
    }
    double both = alpha[i] + beta[i];
    return both == 0.0 ? 0.0 : beta[i] / both;
  }

  /**
   * The score of the sample of all truths as a forecast of each of them: ½ of the mean distance of two truths,
   * Hersbach's Σ p_k·(1 − p_k)·(x_{k+1} − x_k) (eq. 19) for numbers on a line.
   *
   * @param truths the truths of all cases
   * @param period length of the circle if they are angles; 0 on a line. Distances then are the shorter way round
   * @return Σ_kl |x_k − x_l| ÷ (2·n²), k and l ascending in one chain; NaN for none
   */
  public static double uncertainty(double[] truths, double period) {
    double sum = 0.0;
    for (double x : truths) {
      for (double y : truths) {
        sum += Math.abs(period == 0.0 ? x - y : wrapped(x - y, period));
      }
    }
    return sum / (2.0 * truths.length * truths.length);
  }

  /**
   * The shorter way round a circle.
   *
   * @param difference difference of two angles in [0, period]
   * @param period     length of the circle
   * @return the difference, or a period more or less, in [−period/2, period/2]
   */
  public static double wrapped(double difference, double period) {
    double half = 0.5 * period;
    return difference > half ? difference - period : difference < -half ? difference + period : difference;
  }
}
