// Master of FloatAnomalies: the float version is generated from this file.
package org.isobit.kernels.ensemble;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Gradual;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.Workers;
import org.isobit.kernels.reduce.ColumnParts;

/**
 * From an ensemble to its anomalies and back, and inflation.
 *
 * <p>Element (i, m), point i of member m, is at {@code offset + m·ld + i}. No point depends on another; threads split
 * points. Where two operands are the ensemble and its anomalies, both may be the same matrix (same array, offset and
 * leading dimension): that is the in-place form. Other overlaps are errors. Thread-safe.
 */
public final class Anomalies {

  private static final Gradual<AnomaliesReference> KERNELS =
      Gradual.of(AnomaliesReference.of(Backend.REFERENCE), AnomaliesReference.of(Backend.active()));

  /** What an element costs the reference, which goes across members, in elements of a sum. */
  private static final long COST = 8;

  private Anomalies() {}

  /**
   * Anomalies a_im = e_im − mean_i, with the mean of {@link EnsembleMoments#mean}.
   *
   * @param members    number of members, at least 1
   * @param n          number of points
   * @param e          ensemble
   * @param eOffset    index of its element (0, 0)
   * @param lde        distance between the starts of two of its members
   * @param mean       takes n means
   * @param meanOffset index of the first mean
   * @param a          takes the anomalies; may be the ensemble itself
   * @param aOffset    index of their element (0, 0)
   * @param lda        distance between the starts of two of their members
   * @throws IllegalArgumentException if members &lt; 1, an operand is not inside its array or operands overlap
   */
  public static void subtractMean(int members, int n, double[] e, long eOffset, int lde, double[] mean,
      long meanOffset, double[] a, long aOffset, int lda) {
    subtractMean(members, n, e, eOffset, lde, mean, meanOffset, a, aOffset, lda, Workers.serial());
  }

  /**
   * Anomalies a_im = e_im − mean_i by several threads, with the bits of the serial form.
   *
   * @param members    number of members, at least 1
   * @param n          number of points
   * @param e          ensemble
   * @param eOffset    index of its element (0, 0)
   * @param lde        distance between the starts of two of its members
   * @param mean       takes n means
   * @param meanOffset index of the first mean
   * @param a          takes the anomalies; may be the ensemble itself
   * @param aOffset    index of their element (0, 0)
   * @param lda        distance between the starts of two of their members
   * @param workers    the threads
   * @throws IllegalArgumentException if members &lt; 1, an operand is not inside its array or operands overlap
   */
  public static void subtractMean(int members, int n, double[] e, long eOffset, int lde, double[] mean,
      long meanOffset, double[] a, long aOffset, int lda, Workers workers) {
    Checks.positive("subtractMean", "members", members);
    run(SUBTRACT_MEAN, "subtractMean", "the ensemble", "the anomalies", members, n, 0.0, e, eOffset, lde, mean,
        meanOffset, a, aOffset, lda, workers);
  }

  /**
   * Back to the ensemble: e_im = mean_i + a_im.
   *
   * @param members    number of members
   * @param n          number of points
   * @param mean       mean
   * @param meanOffset index of its first element
   * @param a          anomalies
   * @param aOffset    index of their element (0, 0)
   * @param lda        distance between the starts of two of their members
   * @param e          takes the ensemble; may be the anomalies themselves
   * @param eOffset    index of its element (0, 0)
   * @param lde        distance between the starts of two of its members
   * @throws IllegalArgumentException if an operand is not inside its array or operands overlap
   */
  public static void addMean(int members, int n, double[] mean, long meanOffset, double[] a, long aOffset, int lda,
      double[] e, long eOffset, int lde) {
    addMean(members, n, mean, meanOffset, a, aOffset, lda, e, eOffset, lde, Workers.serial());
  }

  /**
   * Back to the ensemble by several threads, with the bits of the serial form.
   *
   * @param members    number of members
   * @param n          number of points
   * @param mean       mean
   * @param meanOffset index of its first element
   * @param a          anomalies
   * @param aOffset    index of their element (0, 0)
   * @param lda        distance between the starts of two of their members
   * @param e          takes the ensemble; may be the anomalies themselves
   * @param eOffset    index of its element (0, 0)
   * @param lde        distance between the starts of two of its members
   * @param workers    the threads
   * @throws IllegalArgumentException if an operand is not inside its array or operands overlap
   */
  public static void addMean(int members, int n, double[] mean, long meanOffset, double[] a, long aOffset, int lda,
      double[] e, long eOffset, int lde, Workers workers) {
    Checks.size("addMean", "members", members);
    run(ADD_MEAN, "addMean", "the anomalies", "the ensemble", members, n, 0.0, a, aOffset, lda, mean, meanOffset, e,
        eOffset, lde, workers);
  }

  /**
   * Multiplicative inflation about the mean, in place: e_im ← fma(factor, e_im − mean_i, mean_i), with the mean of
   * {@link EnsembleMoments#mean}.
   *
   * @param members number of members, at least 1
   * @param n       number of points
   * @param factor  what anomalies are multiplied by, any number
   * @param e       ensemble
   * @param eOffset index of element (0, 0)
   * @param lde     distance between the starts of two members
   * @throws IllegalArgumentException if members &lt; 1 or the ensemble is not inside its array
   */
  public static void inflate(int members, int n, double factor, double[] e, long eOffset, int lde) {
    inflate(members, n, factor, e, eOffset, lde, Workers.serial());
  }

  /**
   * Multiplicative inflation about the mean by several threads, with the bits of the serial form.
   *
   * @param members number of members, at least 1
   * @param n       number of points
   * @param factor  what anomalies are multiplied by, any number
   * @param e       ensemble
   * @param eOffset index of element (0, 0)
   * @param lde     distance between the starts of two members
   * @param workers the threads
   * @throws IllegalArgumentException if members &lt; 1 or the ensemble is not inside its array
   */
  public static void inflate(int members, int n, double factor, double[] e, long eOffset, int lde, Workers workers) {
    Checks.positive("inflate", "members", members);
    run(INFLATE, "inflate", "the ensemble", "the ensemble", members, n, factor, e, eOffset, lde, NONE, 0, e, eOffset,
        lde, workers);
  }

  /**
   * Scales anomalies in place: a_im ← factor·a_im.
   *
   * @param members number of members
   * @param n       number of points
   * @param factor  what they are multiplied by, any number
   * @param a       anomalies
   * @param aOffset index of element (0, 0)
   * @param lda     distance between the starts of two members
   * @throws IllegalArgumentException if the anomalies are not inside their array
   */
  public static void scale(int members, int n, double factor, double[] a, long aOffset, int lda) {
    scale(members, n, factor, a, aOffset, lda, Workers.serial());
  }

  /**
   * Scales anomalies by several threads, with the bits of the serial form.
   *
   * @param members number of members
   * @param n       number of points
   * @param factor  what they are multiplied by, any number
   * @param a       anomalies
   * @param aOffset index of element (0, 0)
   * @param lda     distance between the starts of two members
   * @param workers the threads
   * @throws IllegalArgumentException if the anomalies are not inside their array
   */
  public static void scale(int members, int n, double factor, double[] a, long aOffset, int lda, Workers workers) {
    Checks.size("scale", "members", members);
    run(SCALE, "scale", "the anomalies", "the anomalies", members, n, factor, a, aOffset, lda, NONE, 0, a, aOffset,
        lda, workers);
  }

  /**
   * {@link #subtractMean(int, int, double[], long, int, double[], long, double[], long, int, Workers) subtractMean} of
   * views.
   *
   * @param e       ensemble, members × points
   * @param mean    takes the mean, a row or column of one element a point, one after the other
   * @param a       takes the anomalies, members × points; may be the ensemble itself
   * @param workers the threads
   * @throws IllegalArgumentException if shapes do not fit, there are no members, operands overlap or one is null
   */
  public static void subtractMean(Matrix e, Matrix mean, Matrix a, Workers workers) {
    Shapes.same("subtractMean", "the anomalies", a, "the ensemble", e);
    Shapes.onePerColumn("subtractMean", "mean", mean, "the ensemble", e);
    subtractMean(e.rows(), e.columns(), e.array(), e.offset(), e.ld(), mean.array(), mean.offset(), a.array(),
        a.offset(), a.ld(), workers);
  }

  /**
   * {@link #addMean(int, int, double[], long, double[], long, int, double[], long, int, Workers) addMean} of views.
   *
   * @param mean    mean, a row or column of one element a point, one after the other
   * @param a       anomalies, members × points
   * @param e       takes the ensemble, members × points; may be the anomalies themselves
   * @param workers the threads
   * @throws IllegalArgumentException if shapes do not fit, operands overlap or one is null
   */
  public static void addMean(Matrix mean, Matrix a, Matrix e, Workers workers) {
    Shapes.same("addMean", "the ensemble", e, "the anomalies", a);
    Shapes.onePerColumn("addMean", "mean", mean, "the anomalies", a);
    addMean(a.rows(), a.columns(), mean.array(), mean.offset(), a.array(), a.offset(), a.ld(), e.array(), e.offset(),
        e.ld(), workers);
  }

  /**
   * {@link #inflate(int, int, double, double[], long, int, Workers) inflate} of a view.
   *
   * @param factor  what anomalies are multiplied by, any number
   * @param e       ensemble, members × points
   * @param workers the threads
   * @throws IllegalArgumentException if there are no members or the ensemble is null
   */
  public static void inflate(double factor, Matrix e, Workers workers) {
    Checks.present("inflate", "the ensemble", e);
    inflate(e.rows(), e.columns(), factor, e.array(), e.offset(), e.ld(), workers);
  }

  /**
   * {@link #scale(int, int, double, double[], long, int, Workers) scale} of a view.
   *
   * @param factor  what they are multiplied by, any number
   * @param a       anomalies, members × points
   * @param workers the threads
   * @throws IllegalArgumentException if the anomalies are null
   */
  public static void scale(double factor, Matrix a, Workers workers) {
    Checks.present("scale", "the anomalies", a);
    scale(a.rows(), a.columns(), factor, a.array(), a.offset(), a.ld(), workers);
  }

  private static final int SUBTRACT_MEAN = 0;
  private static final int ADD_MEAN = 1;
  private static final int INFLATE = 2;
  private static final int SCALE = 3;
  private static final double[] NONE = {};

  private static void run(int operation, String name, String input, String output, int members, int n, double factor,
      double[] x, long xOffset, int ldx, double[] mean, long meanOffset, double[] y, long yOffset, int ldy,
      Workers workers) {
    Checks.present(name, "workers", workers);
    Checks.size(name, "n", n);
    int xo = Checks.matrix(name, input, x, xOffset, members, n, ldx);
    int yo = Checks.matrix(name, output, y, yOffset, members, n, ldy);
    int mo = Checks.vector(name, "mean", mean, meanOffset, mean == NONE ? 0 : n);
    Checks.sameOrApart(name, output, input, x == y, yo, ldy, xo, ldx, members, n);
    Checks.apart(name, output, "mean", y == mean, yo, members, n, ldy, mo, 1, n, ldy);
    Checks.apart(name, input, "mean", x == mean, xo, members, n, ldx, mo, 1, n, ldx);
    Environment.require();
    if (!ColumnParts.worthwhile((long) members * n, workers)) {
      points(operation, members, n, factor, x, xo, ldx, mean, mo, y, yo, ldy);
      return;
    }
    int parts = ColumnParts.count(n, workers);
    workers.run(parts, (part, slot) -> {
      Environment.require();
      int start = ColumnParts.start(n, parts, part);
      int length = ColumnParts.start(n, parts, part + 1) - start;
      points(operation, members, length, factor, x, xo + start, ldx, mean, mo + start, y, yo + start, ldy);
    });
  }

  private static void points(int operation, int members, int n, double factor, double[] x, int xo, int ldx,
      double[] mean, int mo, double[] y, int yo, int ldy) {
    AnomaliesReference kernels = KERNELS.of(COST * members * n);
    switch (operation) {
      case SUBTRACT_MEAN -> kernels.subtractMean(members, n, x, xo, ldx, mean, mo, y, yo, ldy);
      case ADD_MEAN -> kernels.addMean(members, n, mean, mo, x, xo, ldx, y, yo, ldy);
      case INFLATE -> kernels.inflate(members, n, factor, y, yo, ldy);
      default -> kernels.scale(members, n, factor, y, yo, ldy);
    }
  }
}
