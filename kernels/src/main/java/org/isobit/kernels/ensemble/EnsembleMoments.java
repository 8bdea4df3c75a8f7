// Master of FloatEnsembleMoments: the float version is generated from this file.
package org.isobit.kernels.ensemble;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Gradual;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.Workers;
import org.isobit.kernels.reduce.ColumnParts;
import org.isobit.kernels.reduce.Reduce;

/**
 * Mean and spread of an ensemble, point by point.
 *
 * <p>Element (i, m), point i of member m, is at {@code offset + m·ld + i}. Every point is a chain over the members in
 * ascending order from +0, of that point alone; threads split points. Results must not overlap the ensemble. NaN or
 * infinite members give what the operations give. Results have the unit of the ensemble. Thread-safe.
 */
public final class EnsembleMoments {

  private static final Gradual<EnsembleMomentsReference> KERNELS =
      Gradual.of(EnsembleMomentsReference.of(Backend.REFERENCE), EnsembleMomentsReference.of(Backend.active()));

  /** What an element costs the reference, which goes across members, in elements of a sum. */
  private static final long COST = 8;

  private EnsembleMoments() {}

  /**
   * Ensemble mean: mean_i = (Σ_m e_im) ÷ members; the operation is s + e_im.
   *
   * @param members    number of members, at least 1
   * @param n          number of points
   * @param e          ensemble
   * @param eOffset    index of element (0, 0)
   * @param lde        distance between the starts of two members
   * @param mean       takes n means
   * @param meanOffset index of the first mean
   * @throws IllegalArgumentException if members &lt; 1, an operand is not inside its array or both overlap
   */
  public static void mean(int members, int n, double[] e, long eOffset, int lde, double[] mean, long meanOffset) {
    mean(members, n, e, eOffset, lde, mean, meanOffset, Workers.serial());
  }

  /**
   * Ensemble mean by several threads, with the bits of the serial form.
   *
   * @param members    number of members, at least 1
   * @param n          number of points
   * @param e          ensemble
   * @param eOffset    index of element (0, 0)
   * @param lde        distance between the starts of two members
   * @param mean       takes n means
   * @param meanOffset index of the first mean
   * @param workers    the threads
   * @throws IllegalArgumentException if members &lt; 1, an operand is not inside its array or both overlap
   */
  public static void mean(int members, int n, double[] e, long eOffset, int lde, double[] mean, long meanOffset,
      Workers workers) {
    Checks.positive("ensemble mean", "members", members);
    run(MEAN, "ensemble mean", "mean", members, n, e, eOffset, lde, mean, meanOffset, workers);
  }

  /**
   * Ensemble spread: spread_i = √(Σ_m d² ÷ (members − 1)) with d = e_im − mean_i and mean_i as in {@link #mean}; the
   * operation is fma(d, d, s).
   *
   * @param members      number of members, at least 2
   * @param n            number of points
   * @param e            ensemble
   * @param eOffset      index of element (0, 0)
   * @param lde          distance between the starts of two members
   * @param spread       takes n standard deviations
   * @param spreadOffset index of the first one
   * @throws IllegalArgumentException if members &lt; 2, an operand is not inside its array or both overlap
   */
  public static void spread(int members, int n, double[] e, long eOffset, int lde, double[] spread,
      long spreadOffset) {
    spread(members, n, e, eOffset, lde, spread, spreadOffset, Workers.serial());
  }

  /**
   * Ensemble spread by several threads, with the bits of the serial form.
   *
   * @param members      number of members, at least 2
   * @param n            number of points
   * @param e            ensemble
   * @param eOffset      index of element (0, 0)
   * @param lde          distance between the starts of two members
   * @param spread       takes n standard deviations
   * @param spreadOffset index of the first one
   * @param workers      the threads
   * @throws IllegalArgumentException if members &lt; 2, an operand is not inside its array or both overlap
   */
  public static void spread(int members, int n, double[] e, long eOffset, int lde, double[] spread,
      long spreadOffset, Workers workers) {
    atLeastTwo("ensemble spread", members);
    run(SPREAD, "ensemble spread", "spread", members, n, e, eOffset, lde, spread, spreadOffset, workers);
  }

  /**
   * Spread of anomalies: spread_i = √(Σ_m a_im² ÷ (members − 1)); the operation is fma(a, a, s).
   *
   * @param members      number of members, at least 2
   * @param n            number of points
   * @param a            anomalies, whose mean is taken to be 0
   * @param aOffset      index of element (0, 0)
   * @param lda          distance between the starts of two members
   * @param spread       takes n standard deviations
   * @param spreadOffset index of the first one
   * @throws IllegalArgumentException if members &lt; 2, an operand is not inside its array or both overlap
   */
  public static void anomalySpread(int members, int n, double[] a, long aOffset, int lda, double[] spread,
      long spreadOffset) {
    anomalySpread(members, n, a, aOffset, lda, spread, spreadOffset, Workers.serial());
  }

  /**
   * Spread of anomalies by several threads, with the bits of the serial form.
   *
   * @param members      number of members, at least 2
   * @param n            number of points
   * @param a            anomalies, whose mean is taken to be 0
   * @param aOffset      index of element (0, 0)
   * @param lda          distance between the starts of two members
   * @param spread       takes n standard deviations
   * @param spreadOffset index of the first one
   * @param workers      the threads
   * @throws IllegalArgumentException if members &lt; 2, an operand is not inside its array or both overlap
   */
  public static void anomalySpread(int members, int n, double[] a, long aOffset, int lda, double[] spread,
      long spreadOffset, Workers workers) {
    atLeastTwo("anomaly spread", members);
    run(ANOMALY_SPREAD, "anomaly spread", "spread", members, n, a, aOffset, lda, spread, spreadOffset, workers);
  }

  /**
   * {@link #mean(int, int, double[], long, int, double[], long, Workers) mean} of views.
   *
   * @param e       ensemble, members × points
   * @param mean    takes one element a point, a row or column, one after the other
   * @param workers the threads
   * @throws IllegalArgumentException if shapes do not fit, there are too few members, both overlap or one is null
   */
  public static void mean(Matrix e, Matrix mean, Workers workers) {
    Shapes.onePerColumn("ensemble mean", "mean", mean, "the ensemble", e);
    mean(e.rows(), e.columns(), e.array(), e.offset(), e.ld(), mean.array(), mean.offset(), workers);
  }

  /**
   * {@link #spread(int, int, double[], long, int, double[], long, Workers) spread} of views.
   *
   * @param e       ensemble, members × points
   * @param spread  takes one element a point, a row or column, one after the other
   * @param workers the threads
   * @throws IllegalArgumentException if shapes do not fit, there are too few members, both overlap or one is null
   */
  public static void spread(Matrix e, Matrix spread, Workers workers) {
    Shapes.onePerColumn("ensemble spread", "spread", spread, "the ensemble", e);
    spread(e.rows(), e.columns(), e.array(), e.offset(), e.ld(), spread.array(), spread.offset(), workers);
  }

  /**
   * {@link #anomalySpread(int, int, double[], long, int, double[], long, Workers) anomalySpread} of views.
   *
   * @param a       anomalies, members × points
   * @param spread  takes one element a point, a row or column, one after the other
   * @param workers the threads
   * @throws IllegalArgumentException if shapes do not fit, there are too few members, both overlap or one is null
   */
  public static void anomalySpread(Matrix a, Matrix spread, Workers workers) {
    Shapes.onePerColumn("anomaly spread", "spread", spread, "the ensemble", a);
    anomalySpread(a.rows(), a.columns(), a.array(), a.offset(), a.ld(), spread.array(), spread.offset(), workers);
  }

  /**
   * Root mean square √(Σ_i x_i² ÷ n), for example of the spread or of an error over all points; the sum is
   * {@link Reduce#dot} of x with itself, n is rounded as in {@link Reduce#mean}.
   *
   * @param n       number of points, at least 1
   * @param x       vector
   * @param xOffset index of its first element
   * @return the root mean square
   * @throws IllegalArgumentException if n &lt; 1 or the vector is not inside its array
   */
  public static double rootMeanSquare(int n, double[] x, long xOffset) {
    Checks.positive("root mean square", "n", n);
    return Math.sqrt(Reduce.dot(n, x, xOffset, x, xOffset) / n);
  }

  private static final int MEAN = 0;
  private static final int SPREAD = 1;
  private static final int ANOMALY_SPREAD = 2;

  private static void atLeastTwo(String operation, int members) {
    if (members < 2) {
      throw new IllegalArgumentException(operation + ": members must be at least 2, but is " + members);
    }
  }

  private static void run(int operation, String name, String result, int members, int n, double[] e, long eOffset,
      int lde, double[] s, long sOffset, Workers workers) {
    Checks.present(name, "workers", workers);
    Checks.size(name, "n", n);
    int eo = Checks.matrix(name, "the ensemble", e, eOffset, members, n, lde);
    int so = Checks.vector(name, result, s, sOffset, n);
    Checks.apart(name, result, "the ensemble", s == e, so, 1, n, lde, eo, members, n, lde);
    Environment.require();
    if (!ColumnParts.worthwhile((long) members * n, workers)) {
      points(operation, members, n, e, eo, lde, s, so);
      return;
    }
    int parts = ColumnParts.count(n, workers);
    workers.run(parts, (part, slot) -> {
      Environment.require();
      int start = ColumnParts.start(n, parts, part);
      int length = ColumnParts.start(n, parts, part + 1) - start;
      points(operation, members, length, e, eo + start, lde, s, so + start);
    });
  }

  private static void points(int operation, int members, int n, double[] e, int eo, int lde, double[] s, int so) {
    EnsembleMomentsReference kernels = KERNELS.of(COST * members * n);
    switch (operation) {
      case MEAN -> kernels.mean(members, n, e, eo, lde, s, so);
      case SPREAD -> kernels.spread(members, n, e, eo, lde, s, so);
      default -> kernels.anomalySpread(members, n, e, eo, lde, s, so);
    }
  }
}
