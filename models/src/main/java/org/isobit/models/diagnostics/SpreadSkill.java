package org.isobit.models.diagnostics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.ensemble.EnsembleMoments;
import org.isobit.models.assimilation.Ensemble;

/**
 * Whether the spread tells the error, in bins of the spread (Whitaker and Loughe 1998, Mon. Weather Rev. 126,
 * 3292–3302). If the truth is one more draw of the members' law, the squared error of the mean of N members has the
 * expectation (N + 1)/N times the variance (over N − 1), so that this stands for the spread (Fortin, Abaza, Anctil and
 * Turcotte 2014, J. Hydrometeor. 15, 1708–1713).
 *
 * <p>A case costs what mean and variance cost; three sums a bin are kept, each one ascending chain over the cases. Held
 * to exact sums by hand and to normal draws of known deviations. Not thread-safe.
 */
public final class SpreadSkill {

  private static final String NAME = "SpreadSkill";

  private final double[] edges;
  private final long[] counts;
  private final double[] variances;
  private final double[] squares;
  private double[] mean = new double[0];
  private double[] spread = new double[0];

  /**
   * Cases of one bin, or of all.
   *
   * @param from   spreads are at least that
   * @param to     and below that
   * @param cases  their number
   * @param spread √(mean of (N + 1)/N times the variance); NaN without cases
   * @param error  root mean square error of the mean
   */
  public record Bin(double from, double to, long cases, double spread, double error) {

    /**
     * Spread over error.
     *
     * @return 1 if the spread is right, below if it is too small
     */
    public double ratio() {
      return spread / error;
    }
  }

  /**
   * The cases so far.
   *
   * @param all  of all spreads
   * @param bins in ascending order of the spread
   */
  public record Result(Bin all, List<Bin> bins) {

    /** Keeps its own copy. */
    public Result {
      bins = List.copyOf(bins);
    }
  }

  /**
   * Without cases.
   *
   * @param edges spreads (standard deviations over N − 1) at which one bin ends and the next begins, positive and
   *              ascending; none for one bin
   * @throws IllegalArgumentException if they are not finite, positive and ascending
   */
  public SpreadSkill(double... edges) {
    for (int b = 0; b < edges.length; b++) {
      if (!(edges[b] > (b == 0 ? 0.0 : edges[b - 1])) || Double.isInfinite(edges[b])) {
        throw new IllegalArgumentException(NAME + ": edges must be positive, finite and ascending, but edge " + b
            + " is " + edges[b] + (b == 0 ? "" : " after " + edges[b - 1]));
      }
    }
    this.edges = edges.clone();
    counts = new long[edges.length + 1];
    variances = new double[edges.length + 1];
    squares = new double[edges.length + 1];
  }

  /**
   * Adds a case for each point.
   *
   * @param ensemble the members
   * @param truth    one number a point
   * @throws IllegalArgumentException if numbers of points differ or one is not finite
   * @throws NumericalException       if the square of a spread or an error overflows, or their sums; no case is added
   */
  public void add(Ensemble ensemble, double[] truth) {
    Inputs.require(NAME, ensemble, truth);
    int n = ensemble.members();
    mean = mean.length == truth.length ? mean : new double[truth.length];
    spread = spread.length == truth.length ? spread : new double[truth.length];
    ensemble.mean(mean);
    EnsembleMoments.spread(n, truth.length, ensemble.values(), ensemble.index(0), ensemble.ld(), spread, 0);
    double[] moreVariances = variances.clone();
    double[] moreSquares = squares.clone();
    long[] moreCounts = counts.clone();
    for (int i = 0; i < truth.length; i++) {
      int at = Arrays.binarySearch(edges, spread[i]);
      int bin = at >= 0 ? at + 1 : -at - 1;
      double d = truth[i] - mean[i];
      moreCounts[bin]++;
      moreVariances[bin] = Math.fma(spread[i] * spread[i], (n + 1.0) / n, moreVariances[bin]);
      moreSquares[bin] = Math.fma(d, d, moreSquares[bin]);
      if (!Double.isFinite(moreVariances[bin]) || !Double.isFinite(moreSquares[bin])) {
        throw new NumericalException(NAME + ": sums of squares overflow at point " + i + ", whose spread is "
            + spread[i] + " and whose error " + d, i, Double.isFinite(moreSquares[bin]) ? spread[i] : d);
      }
    }
    System.arraycopy(moreCounts, 0, counts, 0, counts.length);
    System.arraycopy(moreVariances, 0, variances, 0, counts.length);
    System.arraycopy(moreSquares, 0, squares, 0, counts.length);
  }

  /**
   * Adds the cases of another: counts exactly, sums with one rounding each.
   *
   * @param other one with the same edges
   * @throws IllegalArgumentException if it has others
   */
  public void add(SpreadSkill other) {
    if (!Arrays.equals(other.edges, edges)) {
      throw new IllegalArgumentException(NAME + ": the other has the edges " + Arrays.toString(other.edges) + ", not "
          + Arrays.toString(edges));
    }
    for (int b = 0; b < counts.length; b++) {
      counts[b] += other.counts[b];
      variances[b] += other.variances[b];
      squares[b] += other.squares[b];
    }
  }

  /**
   * The cases so far.
   *
   * @return all, and bin by bin
   */
  public Result result() {
    List<Bin> bins = new ArrayList<>();
    long count = 0;
    double variance = 0.0;
    double square = 0.0;
    for (int b = 0; b < counts.length; b++) {
      bins.add(bin(b == 0 ? 0.0 : edges[b - 1], b == edges.length ? Double.POSITIVE_INFINITY : edges[b], counts[b],
          variances[b], squares[b]));
      count += counts[b];
      variance += variances[b];
      square += squares[b];
    }
    return new Result(bin(0.0, Double.POSITIVE_INFINITY, count, variance, square), bins);
  }

  private static Bin bin(double from, double to, long count, double variance, double square) {
    return new Bin(from, to, count, Math.sqrt(variance / count), Math.sqrt(square / count));
  }
}
