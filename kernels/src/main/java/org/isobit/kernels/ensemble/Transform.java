// Master of FloatTransform: the float version is generated from this file.
package org.isobit.kernels.ensemble;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.Workers;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.reduce.ColumnParts;

/**
 * Applies weights to an ensemble's members: the step of an analysis that touches the whole state.
 *
 * <p>Element (i, m), point i of member m, is at {@code offset + m·ld + i}, so the members are the rows of a matrix and
 * the new ones are op(W)·A with op(W) = W or Wᵀ, results × members. In column notation (state × members), X·W is
 * op = transpose here.
 *
 * <p><b>Order of operations</b> is that of {@link Gemm}: for every result j and point i one chain
 * s = fma(op(W)_jm, a_im, s), m ascending (in runs of 4096 members). Points do not depend on each other; threads split
 * points. Operands must not overlap. Parallel forms allocate a little, the others nothing once warm. Thread-safe.
 */
public final class Transform {

  private static final TransformReference KERNELS = TransformReference.of(Backend.active());

  private Transform() {}

  /**
   * Out of place: b_ij = Σ_m op(W)_jm·a_im; chains start at +0.
   *
   * @param transW  whether op(W) = Wᵀ; W is stored results × members, or members × results if transposed
   * @param results number of members of the result
   * @param members number of members of A
   * @param n       number of points
   * @param w       weights
   * @param wOffset index of their element (0, 0)
   * @param ldw     distance between the starts of two of their rows
   * @param a       anomalies (or an ensemble)
   * @param aOffset index of their element (0, 0)
   * @param lda     distance between the starts of two of their members
   * @param b       takes the result
   * @param bOffset index of its element (0, 0)
   * @param ldb     distance between the starts of two of its members
   * @param workers the threads
   * @throws IllegalArgumentException if a size is negative, an operand is not inside its array or operands overlap
   */
  public static void apply(boolean transW, int results, int members, int n, double[] w, long wOffset, int ldw,
      double[] a, long aOffset, int lda, double[] b, long bOffset, int ldb, Workers workers) {
    Gemm.gemm(transW, false, results, n, members, 1.0, w, wOffset, ldw, a, aOffset, lda, 0.0, b, bOffset, ldb,
        workers);
  }

  /**
   * Out of place about a mean: e_ij = mean_i + Σ_m op(W)_jm·a_im; chains start at mean_i.
   *
   * @param transW     whether op(W) = Wᵀ; W is stored results × members, or members × results if transposed
   * @param results    number of members of the result
   * @param members    number of members of A, at least 1
   * @param n          number of points
   * @param w          weights
   * @param wOffset    index of their element (0, 0)
   * @param ldw        distance between the starts of two of their rows
   * @param mean       mean
   * @param meanOffset index of its first element
   * @param a          anomalies
   * @param aOffset    index of their element (0, 0)
   * @param lda        distance between the starts of two of their members
   * @param e          takes the ensemble
   * @param eOffset    index of its element (0, 0)
   * @param lde        distance between the starts of two of its members
   * @param workers    the threads
   * @throws IllegalArgumentException if a size is negative, an operand is not inside its array or operands overlap
   */
  public static void applyAround(boolean transW, int results, int members, int n, double[] w, long wOffset, int ldw,
      double[] mean, long meanOffset, double[] a, long aOffset, int lda, double[] e, long eOffset, int lde,
      Workers workers) {
    String name = "transform around a mean";
    Checks.present(name, "workers", workers);
    Checks.size(name, "results", results);
    Checks.positive(name, "members", members);
    Checks.size(name, "n", n);
    int wo = weights(name, transW, results, members, w, wOffset, ldw);
    int mo = Checks.vector(name, "mean", mean, meanOffset, n);
    int ao = Checks.matrix(name, "A", a, aOffset, members, n, lda);
    int eo = Checks.matrix(name, "E", e, eOffset, results, n, lde);
    Checks.apart(name, "E", "A", e == a, eo, results, n, lde, ao, members, n, lda);
    Checks.apart(name, "E", "mean", e == mean, eo, results, n, lde, mo, 1, n, lde);
    Checks.apart(name, "E", "W", e == w, eo, results, n, lde, wo, transW ? members : results,
        transW ? results : members, ldw);
    Environment.require();
    if (!ColumnParts.worthwhile((long) members * n, workers)) {
      KERNELS.applyAround(transW, results, members, n, w, wo, ldw, mean, mo, a, ao, lda, e, eo, lde);
      return;
    }
    int parts = ColumnParts.count(n, workers);
    workers.run(parts, (part, slot) -> {
      Environment.require();
      int start = ColumnParts.start(n, parts, part);
      int length = ColumnParts.start(n, parts, part + 1) - start;
      KERNELS.applyAround(transW, results, members, length, w, wo, ldw, mean, mo + start, a, ao + start, lda, e,
          eo + start, lde);
    });
  }

  /**
   * In place: a_ij ← Σ_m op(W)_jm·a_im, with the bits of {@link #apply}; W is square.
   *
   * @param transW  whether op(W) = Wᵀ
   * @param members number of members, at least 1
   * @param n       number of points
   * @param w       weights, members × members
   * @param wOffset index of their element (0, 0)
   * @param ldw     distance between the starts of two of their rows
   * @param a       anomalies (or an ensemble)
   * @param aOffset index of their element (0, 0)
   * @param lda     distance between the starts of two of their members
   * @param workers the threads
   * @throws IllegalArgumentException if a size is negative, an operand is not inside its array or operands overlap
   */
  public static void applyInPlace(boolean transW, int members, int n, double[] w, long wOffset, int ldw, double[] a,
      long aOffset, int lda, Workers workers) {
    String name = "transform in place";
    Checks.present(name, "workers", workers);
    Checks.positive(name, "members", members);
    Checks.size(name, "n", n);
    int wo = weights(name, transW, members, members, w, wOffset, ldw);
    int ao = Checks.matrix(name, "A", a, aOffset, members, n, lda);
    Checks.apart(name, "A", "W", a == w, ao, members, n, lda, wo, members, members, ldw);
    Environment.require();
    if (!ColumnParts.worthwhile((long) members * n, workers)) {
      KERNELS.applyInPlace(transW, members, n, w, wo, ldw, a, ao, lda);
      return;
    }
    int parts = ColumnParts.count(n, workers);
    workers.run(parts, (part, slot) -> {
      Environment.require();
      int start = ColumnParts.start(n, parts, part);
      int length = ColumnParts.start(n, parts, part + 1) - start;
      KERNELS.applyInPlace(transW, members, length, w, wo, ldw, a, ao + start, lda);
    });
  }

  /**
   * {@link #apply(boolean, int, int, int, double[], long, int, double[], long, int, double[], long, int, Workers)
   * apply} of views.
   *
   * @param transW  whether op(W) = Wᵀ
   * @param w       weights; op(W) is results × members
   * @param a       anomalies (or an ensemble), members × points
   * @param b       takes the result, results × points
   * @param workers the threads
   * @throws IllegalArgumentException if shapes do not fit, operands overlap or one is null
   */
  public static void apply(boolean transW, Matrix w, Matrix a, Matrix b, Workers workers) {
    requireFit("transform", transW, w, a, b, "B");
    apply(transW, b.rows(), a.rows(), a.columns(), w.array(), w.offset(), w.ld(), a.array(), a.offset(), a.ld(),
        b.array(), b.offset(), b.ld(), workers);
  }

  /**
   * {@link #applyAround(boolean, int, int, int, double[], long, int, double[], long, double[], long, int, double[],
   * long, int, Workers) applyAround} of views.
   *
   * @param transW  whether op(W) = Wᵀ
   * @param w       weights; op(W) is results × members
   * @param mean    mean, a row or column of one element a point, one after the other
   * @param a       anomalies, members × points
   * @param e       takes the ensemble, results × points
   * @param workers the threads
   * @throws IllegalArgumentException if shapes do not fit, there are no members, operands overlap or one is null
   */
  public static void applyAround(boolean transW, Matrix w, Matrix mean, Matrix a, Matrix e, Workers workers) {
    requireFit("transform around a mean", transW, w, a, e, "E");
    Shapes.onePerColumn("transform around a mean", "mean", mean, "A", a);
    applyAround(transW, e.rows(), a.rows(), a.columns(), w.array(), w.offset(), w.ld(), mean.array(), mean.offset(),
        a.array(), a.offset(), a.ld(), e.array(), e.offset(), e.ld(), workers);
  }

  /**
   * {@link #applyInPlace(boolean, int, int, double[], long, int, double[], long, int, Workers) applyInPlace} of views.
   *
   * @param transW  whether op(W) = Wᵀ
   * @param w       weights, members × members
   * @param a       anomalies (or an ensemble), members × points
   * @param workers the threads
   * @throws IllegalArgumentException if shapes do not fit, there are no members, operands overlap or one is null
   */
  public static void applyInPlace(boolean transW, Matrix w, Matrix a, Workers workers) {
    requireFit("transform in place", transW, w, a, a, "A");
    applyInPlace(transW, a.rows(), a.columns(), w.array(), w.offset(), w.ld(), a.array(), a.offset(), a.ld(), workers);
  }

  private static void requireFit(String name, boolean transW, Matrix w, Matrix a, Matrix b, String nameB) {
    Checks.present(name, "W", w);
    Checks.present(name, "A", a);
    Checks.present(name, nameB, b);
    Shapes.require(a.rows() == (transW ? w.rows() : w.columns()), name, "W", w, transW, "A", a, false);
    Shapes.require(b.rows() == (transW ? w.columns() : w.rows()), name, "W", w, transW, nameB, b, false);
    Shapes.require(a.columns() == b.columns(), name, "A", a, nameB, b);
  }

  private static int weights(String name, boolean transW, int results, int members, double[] w, long wOffset,
      int ldw) {
    return Checks.matrix(name, "W", w, wOffset, transW ? members : results, transW ? results : members, ldw);
  }
}
