package org.isobit.models.diagnostics;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.Checks;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Observations;

/**
 * How often the truth has which rank among the members (Anderson 1996, J. Climate 9, 1518–1530; Hamill and Colucci
 * 1997; Talagrand, Vautard and Strauss 1997): flat where truth and members are draws of one law, a valley where the
 * spread is too small, sloped where there is a bias. A flat histogram does not prove a reliable ensemble (Hamill 2001,
 * Mon. Weather Rev. 129, 550–560).
 *
 * <p>The rank is the number of members below, plus ⌊u·(e + 1)⌋ with e members equal to the truth and u uniform, from a
 * fixed stream of Philox with the case's number, so that ties are broken at random and always alike. Observations in
 * place of a truth have errors; members then get draws of them too, of their marginal laws N(0, r²) (Hamill 2001). With
 * N members a case costs N comparisons, with observations N normal draws besides; N + 1 counts are kept.
 *
 * <p>Held to exact counts of a made-up ensemble, to the flat histogram of exchangeable draws, and to the shares that
 * the normal law gives where the spread is wrong. Not thread-safe.
 */
public final class RankHistogram {

  private static final String NAME = "RankHistogram";
  private static final long TIES = 0x34L << 56;
  private static final long ERRORS = 0x35L << 56;

  private final long seed;
  private final long[] counts;
  private final double[] errors;
  private long cases;

  /**
   * The histogram so far. The test takes cases for independent; neighbouring points and successive times are not, and
   * then it finds differences too easily.
   *
   * @param counts           cases with rank 0 (truth below all members) … N
   * @param cases            their sum n
   * @param chiSquare        Σ (count − e)² ÷ e with e = n ÷ (N + 1); NaN without cases
   * @param pValue           mass of the χ² law of N degrees above that; NaN without cases
   * @param reliabilityIndex Σ |count ÷ n − 1 ÷ (N + 1)| (Delle Monache et al. 2006, J. Geophys. Res. 111, D24307,
   *                         there in percent): 0 if flat, below 2
   */
  public record Result(List<Long> counts, long cases, double chiSquare, double pValue, double reliabilityIndex) {

    /** Keeps its own copy of the list. */
    public Result {
      counts = List.copyOf(counts);
    }
  }

  /**
   * Without cases.
   *
   * @param members N, at least 2
   * @param seed    key of the draws; histograms that are to be added up should have different ones
   * @throws IllegalArgumentException if there are fewer members
   */
  public RankHistogram(int members, long seed) {
    if (members < 2) {
      throw new IllegalArgumentException(NAME + ": members must be at least 2, but is " + members);
    }
    this.seed = seed;
    counts = new long[members + 1];
    errors = new double[members];
  }

  /**
   * Adds a case for each point.
   *
   * @param ensemble the members
   * @param truth    what they are compared with, one number a point
   * @throws IllegalArgumentException if there are other numbers of members or points, or one is not finite
   */
  public void add(Ensemble ensemble, double[] truth) {
    requireMembers(ensemble);
    Inputs.require(NAME, ensemble, truth);
    count(ensemble, truth, null);
  }

  /**
   * Adds a case for each observation.
   *
   * @param ensemble     the members, a forecast: an analysis that has seen the observations is too close to them
   * @param observations what was observed, at least one
   * @throws IllegalArgumentException if there is another number of members, or a member or what the operator gives is
   *                                  not finite
   */
  public void add(Ensemble ensemble, Observations observations) {
    requireMembers(ensemble);
    count(Inputs.observed(NAME, ensemble, observations), Inputs.values(observations), observations);
  }

  private void count(Ensemble ensemble, double[] truth, Observations observations) {
    int members = errors.length;
    for (int i = 0; i < truth.length; i++) {
      double deviation = 0.0;
      if (observations != null) {
        deviation = observations.deviation(i);
        Philox.gaussian(seed, ERRORS, cases * members, members, errors, 0);
      }
      int below = 0;
      int equal = 0;
      for (int m = 0; m < members; m++) {
        double x = ensemble.values()[ensemble.index(m) + i];
        x = observations == null ? x : Math.fma(deviation, errors[m], x);
        below += x < truth[i] ? 1 : 0;
        equal += x == truth[i] ? 1 : 0;
      }
      int among = equal == 0 ? 0 : (int) ((equal + 1) * Philox.uniform(seed, TIES, cases));
      counts[below + among]++;
      cases++;
    }
  }

  /**
   * Adds the cases of another histogram, exactly.
   *
   * @param other one for as many members
   * @throws IllegalArgumentException if it is for another number of members
   */
  public void add(RankHistogram other) {
    if (other.counts.length != counts.length) {
      throw new IllegalArgumentException(NAME + ": the other is for " + other.errors.length + " members, not "
          + errors.length);
    }
    for (int r = 0; r < counts.length; r++) {
      counts[r] += other.counts[r];
    }
    cases += other.cases;
  }

  private void requireMembers(Ensemble ensemble) {
    Checks.present(NAME, "ensemble", ensemble);
    if (ensemble.members() != errors.length) {
      throw new IllegalArgumentException(NAME + ": the ensemble has " + ensemble.members() + " members, not "
          + errors.length);
    }
  }

  /**
   * The histogram so far.
   *
   * @return counts and what they say
   */
  public Result result() {
    List<Long> all = new ArrayList<>();
    double expected = (double) cases / counts.length;
    double chiSquare = 0.0;
    double index = 0.0;
    for (long count : counts) {
      all.add(count);
      double d = count - expected;
      chiSquare += d * d / expected;
      index += Math.abs(d) / cases;
    }
    return new Result(all, cases, chiSquare, ChiSquare.above(chiSquare, errors.length), index);
  }
}
