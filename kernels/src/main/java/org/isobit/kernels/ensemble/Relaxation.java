// Master of FloatRelaxation: the float version is generated from this file.
package org.isobit.kernels.ensemble;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.Workers;
import org.isobit.kernels.reduce.ColumnParts;

/**
 * Relaxation of analysis anomalies towards the forecast, in place.
 *
 * <p>Element (i, m), point i of member m, is at {@code offset + m·ld + i}. Every element depends on its own point
 * alone; threads split points. Operands must not overlap. Thread-safe.
 */
public final class Relaxation {

  private static final RelaxationReference KERNELS = RelaxationReference.of(Backend.active());

  private Relaxation() {}

  /**
   * Relaxation to prior perturbations (RTPP; Zhang, Snyder and Sun 2004, equation 5):
   * a_im ← fma(α, f_im, (1 − α)·a_im) with 1 − α and (1 − α)·a_im rounded.
   *
   * @param members number of members
   * @param n       number of points
   * @param alpha   weight α of the forecast, 0 (nothing changes but the zeros' signs) to 1
   * @param f       forecast anomalies
   * @param fOffset index of their element (0, 0)
   * @param ldf     distance between the starts of two of their members
   * @param a       analysis anomalies
   * @param aOffset index of their element (0, 0)
   * @param lda     distance between the starts of two of their members
   * @param workers the threads
   * @throws IllegalArgumentException if α is not in [0, 1], an operand is not inside its array or operands overlap
   */
  public static void toPriorPerturbations(int members, int n, double alpha, double[] f, long fOffset, int ldf,
      double[] a, long aOffset, int lda, Workers workers) {
    String name = "relaxation to prior perturbations";
    checkWeight(name, members, n, alpha);
    Checks.present(name, "workers", workers);
    int fo = Checks.matrix(name, "the forecast", f, fOffset, members, n, ldf);
    int ao = Checks.matrix(name, "the analysis", a, aOffset, members, n, lda);
    Checks.apart(name, "the analysis", "the forecast", a == f, ao, members, n, lda, fo, members, n, ldf);
    Environment.require();
    if (!ColumnParts.worthwhile((long) members * n, workers)) {
      KERNELS.toPriorPerturbations(members, n, alpha, f, fo, ldf, a, ao, lda);
      return;
    }
    int parts = ColumnParts.count(n, workers);
    workers.run(parts, (part, slot) -> {
      Environment.require();
      int start = ColumnParts.start(n, parts, part);
      int length = ColumnParts.start(n, parts, part + 1) - start;
      KERNELS.toPriorPerturbations(members, length, alpha, f, fo + start, ldf, a, ao + start, lda);
    });
  }

  /**
   * Relaxation to prior spread (RTPS; Whitaker and Hamill 2012, equation 2): a_im ← r_i·a_im with
   * r_i = fma(α, (σf_i − σa_i) ÷ σa_i, 1), and r_i = 1 where σa_i = 0.
   *
   * @param members        number of members
   * @param n              number of points
   * @param alpha          weight α of the forecast's spread, 0 to 1
   * @param forecast       forecast spread σf, as {@link EnsembleMoments#anomalySpread} gives it
   * @param forecastOffset index of its first element
   * @param analysis       analysis spread σa
   * @param analysisOffset index of its first element
   * @param a              analysis anomalies
   * @param aOffset        index of their element (0, 0)
   * @param lda            distance between the starts of two of their members
   * @param workers        the threads
   * @throws IllegalArgumentException if α is not in [0, 1], an operand is not inside its array or operands overlap
   */
  public static void toPriorSpread(int members, int n, double alpha, double[] forecast, long forecastOffset,
      double[] analysis, long analysisOffset, double[] a, long aOffset, int lda, Workers workers) {
    String name = "relaxation to prior spread";
    checkWeight(name, members, n, alpha);
    Checks.present(name, "workers", workers);
    int fo = Checks.vector(name, "the forecast spread", forecast, forecastOffset, n);
    int so = Checks.vector(name, "the analysis spread", analysis, analysisOffset, n);
    int ao = Checks.matrix(name, "the analysis", a, aOffset, members, n, lda);
    Checks.apart(name, "the analysis", "the forecast spread", a == forecast, ao, members, n, lda, fo, 1, n, lda);
    Checks.apart(name, "the analysis", "the analysis spread", a == analysis, ao, members, n, lda, so, 1, n, lda);
    Environment.require();
    if (!ColumnParts.worthwhile((long) members * n, workers)) {
      KERNELS.toPriorSpread(members, n, alpha, forecast, fo, analysis, so, a, ao, lda);
      return;
    }
    int parts = ColumnParts.count(n, workers);
    workers.run(parts, (part, slot) -> {
      Environment.require();
      int start = ColumnParts.start(n, parts, part);
      int length = ColumnParts.start(n, parts, part + 1) - start;
      KERNELS.toPriorSpread(members, length, alpha, forecast, fo + start, analysis, so + start, a, ao + start, lda);
    });
  }

  /**
   * {@link #toPriorPerturbations(int, int, double, double[], long, int, double[], long, int, Workers)
   * toPriorPerturbations} of views.
   *
   * @param alpha   weight α of the forecast, 0 to 1
   * @param f       forecast anomalies, members × points
   * @param a       analysis anomalies, members × points
   * @param workers the threads
   * @throws IllegalArgumentException if α is not in [0, 1], shapes do not fit, operands overlap or one is null
   */
  public static void toPriorPerturbations(double alpha, Matrix f, Matrix a, Workers workers) {
    Shapes.same("relaxation to prior perturbations", "the forecast", f, "the analysis", a);
    toPriorPerturbations(a.rows(), a.columns(), alpha, f.array(), f.offset(), f.ld(), a.array(), a.offset(), a.ld(),
        workers);
  }

  /**
   * {@link #toPriorSpread(int, int, double, double[], long, double[], long, double[], long, int, Workers)
   * toPriorSpread} of views.
   *
   * @param alpha    weight α of the forecast's spread, 0 to 1
   * @param forecast forecast spread σf, a row or column of one element a point, one after the other
   * @param analysis analysis spread σa, likewise
   * @param a        analysis anomalies, members × points
   * @param workers  the threads
   * @throws IllegalArgumentException if α is not in [0, 1], shapes do not fit, operands overlap or one is null
   */
  public static void toPriorSpread(double alpha, Matrix forecast, Matrix analysis, Matrix a, Workers workers) {
    String name = "relaxation to prior spread";
    Shapes.onePerColumn(name, "the forecast spread", forecast, "the analysis", a);
    Shapes.onePerColumn(name, "the analysis spread", analysis, "the analysis", a);
    toPriorSpread(a.rows(), a.columns(), alpha, forecast.array(), forecast.offset(), analysis.array(),
        analysis.offset(), a.array(), a.offset(), a.ld(), workers);
  }

  private static void checkWeight(String name, int members, int n, double alpha) {
    Checks.size(name, "members", members);
    Checks.size(name, "n", n);
    if (!(alpha >= 0.0 && alpha <= 1.0)) {
      throw new IllegalArgumentException(name + ": alpha must be from 0 to 1, but is " + alpha);
    }
  }
}
