// Master of FloatRowNorm: the float version is generated from this file.
package org.isobit.kernels.normalization;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.Workers;

/** What {@link LayerNorm} (centred) and {@link RmsNorm} have in common: their checks. Thread-safe. */
final class RowNorm {

  static final RowNormReference KERNELS = RowNormReference.of(Backend.active());

  private RowNorm() {}

  /** Numbers that are kept of so many rows. */
  private static int kept(String operation, boolean centred, int rows) {
    return Checks.elements(operation, centred ? 2 : 1, rows, Double.BYTES);
  }

  static void forward(String operation, boolean centred, int rows, int n,
      double eps, // float: unchanged
      double[] x, long xOffset, int ldx, double[] gamma, long gammaOffset, double[] beta, long betaOffset, double[] y,
      long yOffset, int ldy, double[] stored, long storedOffset, Workers workers) {
    Checks.present(operation, "workers", workers);
    Checks.size(operation, "rows", rows);
    Checks.positive(operation, "n", n);
    double e = eps; // float: float e = (float) eps;
    Checks.notNegative(operation, "eps", eps); // float: Checks.notNegative(operation, "eps", eps < 0.0 ? eps : e);
    int xo = Checks.matrix(operation, "X", x, xOffset, rows, n, ldx);
    int go = NormChecks.optional(operation, "gamma", gamma, gammaOffset, n);
    int bo = NormChecks.optional(operation, "beta", beta, betaOffset, n);
    NormChecks.betaHasGamma(operation, gamma, beta);
    int yo = Checks.matrix(operation, "Y", y, yOffset, rows, n, ldy);
    int kept = kept(operation, centred, rows);
    int so = NormChecks.optional(operation, "stored", stored, storedOffset, kept);
    NormChecks.apart(operation, "Y", y, yo, rows, n, ldy, "X", x, xo, rows, n, ldx);
    NormChecks.apart(operation, "Y", y, yo, rows, n, ldy, "gamma", gamma, go, 1, n, n);
    NormChecks.apart(operation, "Y", y, yo, rows, n, ldy, "beta", beta, bo, 1, n, n);
    NormChecks.apart(operation, "stored", stored, so, 1, kept, kept, "X", x, xo, rows, n, ldx);
    NormChecks.apart(operation, "stored", stored, so, 1, kept, kept, "gamma", gamma, go, 1, n, n);
    NormChecks.apart(operation, "stored", stored, so, 1, kept, kept, "beta", beta, bo, 1, n, n);
    NormChecks.apart(operation, "stored", stored, so, 1, kept, kept, "Y", y, yo, rows, n, ldy);
    Environment.require();
    NormParts.rows(NormParts.Step.ROWS_FORWARD, centred, rows, n).eps(e).x(x, xo, ldx).gamma(gamma, go).beta(beta, bo)
        .stored(stored, so).out(y, yo, ldy).run(rows, (long) rows * n, workers);
  }

  static void forward(String operation, boolean centred,
      double eps, // float: unchanged
      Matrix x, Matrix gamma, Matrix beta, Matrix y, Matrix stored, Workers workers) {
    Shapes.same(operation, "Y", y, "X", x);
    parameters(operation, x, gamma, beta);
    NormChecks.shape(operation, "stored", stored, centred ? 2 : 1, x.rows());
    forward(operation, centred, x.rows(), x.columns(), eps, x.array(), x.offset(), x.ld(), NormChecks.array(gamma),
        NormChecks.offset(gamma), NormChecks.array(beta), NormChecks.offset(beta), y.array(), y.offset(), y.ld(),
        NormChecks.array(stored), NormChecks.offset(stored), workers);
  }

  private static void parameters(String operation, Matrix x, Matrix gamma, Matrix beta) {
    NormChecks.shape(operation, "gamma", gamma, 1, x.columns());
    NormChecks.shape(operation, "beta", beta, 1, x.columns());
  }

  static void backward(String operation, boolean centred, int rows, int n, double[] x, long xOffset, int ldx,
      double[] gamma, long gammaOffset, double[] stored, long storedOffset, double[] dy, long dyOffset, int lddy,
      double[] dx, long dxOffset, int lddx, double[] dgamma, long dgammaOffset, double[] dbeta, long dbetaOffset,
      boolean accumulate, Workers workers) {
    Checks.present(operation, "workers", workers);
    Checks.size(operation, "rows", rows);
    Checks.positive(operation, "n", n);
    int xo = Checks.matrix(operation, "X", x, xOffset, rows, n, ldx);
    int go = NormChecks.optional(operation, "gamma", gamma, gammaOffset, n);
    int kept = kept(operation, centred, rows);
    int so = Checks.vector(operation, "stored", stored, storedOffset, kept);
    int dyo = Checks.matrix(operation, "dY", dy, dyOffset, rows, n, lddy);
    int dxo = dx == null ? 0 : Checks.matrix(operation, "dX", dx, dxOffset, rows, n, lddx);
    int dgo = NormChecks.optional(operation, "dgamma", dgamma, dgammaOffset, n);
    int dbo = NormChecks.optional(operation, "dbeta", dbeta, dbetaOffset, n);
    NormChecks.apart(operation, "dX", dx, dxo, rows, n, lddx, "X", x, xo, rows, n, ldx);
    NormChecks.apart(operation, "dX", dx, dxo, rows, n, lddx, "gamma", gamma, go, 1, n, n);
    NormChecks.apart(operation, "dX", dx, dxo, rows, n, lddx, "stored", stored, so, 1, kept, kept);
    NormChecks.apart(operation, "dX", dx, dxo, rows, n, lddx, "dY", dy, dyo, rows, n, lddy);
    NormChecks.apart(operation, "dX", dx, dxo, rows, n, lddx, "dgamma", dgamma, dgo, 1, n, n);
    NormChecks.apart(operation, "dX", dx, dxo, rows, n, lddx, "dbeta", dbeta, dbo, 1, n, n);
    gradientApart(operation, "dgamma", dgamma, dgo, rows, n, x, xo, ldx, gamma, go, stored, so, kept, dy, dyo, lddy);
    gradientApart(operation, "dbeta", dbeta, dbo, rows, n, x, xo, ldx, gamma, go, stored, so, kept, dy, dyo, lddy);
    NormChecks.apart(operation, "dgamma", dgamma, dgo, 1, n, n, "dbeta", dbeta, dbo, 1, n, n);
    Environment.require();
    if (dx != null) {
      NormParts.rows(NormParts.Step.ROWS_BACKWARD, centred, rows, n).x(x, xo, ldx).gamma(gamma, go).stored(stored, so)
          .in(dy, dyo, lddy).out(dx, dxo, lddx).run(rows, (long) rows * n, workers);
    }
    if (dgamma != null || dbeta != null) {
      NormParts.rows(NormParts.Step.ROWS_PARAMETERS, centred, rows, n).x(x, xo, ldx).stored(stored, so)
          .in(dy, dyo, lddy).gradients(dgamma, dgo, dbeta, dbo, accumulate).run(n, (long) rows * n, workers);
    }
  }

  private static void gradientApart(String operation, String name, double[] d, int at, int rows, int n, double[] x,
      int xo, int ldx, double[] gamma, int go, double[] stored, int so, int kept, double[] dy, int dyo, int lddy) {
    NormChecks.apart(operation, name, d, at, 1, n, n, "X", x, xo, rows, n, ldx);
    NormChecks.apart(operation, name, d, at, 1, n, n, "gamma", gamma, go, 1, n, n);
    NormChecks.apart(operation, name, d, at, 1, n, n, "stored", stored, so, 1, kept, kept);
    NormChecks.apart(operation, name, d, at, 1, n, n, "dY", dy, dyo, rows, n, lddy);
  }

  static void backward(String operation, boolean centred, Matrix x, Matrix gamma, Matrix stored, Matrix dy, Matrix dx,
      Matrix dgamma, Matrix dbeta, boolean accumulate, Workers workers) {
    Shapes.same(operation, "dY", dy, "X", x);
    if (dx != null) {
      Shapes.same(operation, "dX", dx, "X", x);
    }
    parameters(operation, x, gamma, null);
    NormChecks.present(operation, "stored", stored, centred ? 2 : 1, x.rows());
    NormChecks.shape(operation, "dgamma", dgamma, 1, x.columns());
    NormChecks.shape(operation, "dbeta", dbeta, 1, x.columns());
    backward(operation, centred, x.rows(), x.columns(), x.array(), x.offset(), x.ld(), NormChecks.array(gamma),
        NormChecks.offset(gamma), stored.array(), stored.offset(), dy.array(), dy.offset(), dy.ld(),
        NormChecks.array(dx), NormChecks.offset(dx), dx == null ? x.columns() : dx.ld(), NormChecks.array(dgamma),
        NormChecks.offset(dgamma), NormChecks.array(dbeta), NormChecks.offset(dbeta), accumulate, workers);
  }

  static void tangent(String operation, boolean centred, int rows, int n, double[] x, long xOffset, int ldx,
      double[] gamma, long gammaOffset, double[] stored, long storedOffset, double[] dx, long dxOffset, int lddx,
      double[] dy, long dyOffset, int lddy, Workers workers) {
    Checks.present(operation, "workers", workers);
    Checks.size(operation, "rows", rows);
    Checks.positive(operation, "n", n);
    int xo = Checks.matrix(operation, "X", x, xOffset, rows, n, ldx);
    int go = NormChecks.optional(operation, "gamma", gamma, gammaOffset, n);
    int kept = kept(operation, centred, rows);
    int so = Checks.vector(operation, "stored", stored, storedOffset, kept);
    int dxo = Checks.matrix(operation, "dX", dx, dxOffset, rows, n, lddx);
    int dyo = Checks.matrix(operation, "dY", dy, dyOffset, rows, n, lddy);
    NormChecks.apart(operation, "dY", dy, dyo, rows, n, lddy, "X", x, xo, rows, n, ldx);
    NormChecks.apart(operation, "dY", dy, dyo, rows, n, lddy, "gamma", gamma, go, 1, n, n);
    NormChecks.apart(operation, "dY", dy, dyo, rows, n, lddy, "stored", stored, so, 1, kept, kept);
    NormChecks.apart(operation, "dY", dy, dyo, rows, n, lddy, "dX", dx, dxo, rows, n, lddx);
    Environment.require();
    NormParts.rows(NormParts.Step.ROWS_TANGENT, centred, rows, n).x(x, xo, ldx).gamma(gamma, go).stored(stored, so)
        .in(dx, dxo, lddx).out(dy, dyo, lddy).run(rows, (long) rows * n, workers);
  }

  static void tangent(String operation, boolean centred, Matrix x, Matrix gamma, Matrix stored, Matrix dx, Matrix dy,
      Workers workers) {
    Shapes.same(operation, "dX", dx, "X", x);
    Shapes.same(operation, "dY", dy, "X", x);
    parameters(operation, x, gamma, null);
    NormChecks.present(operation, "stored", stored, centred ? 2 : 1, x.rows());
    tangent(operation, centred, x.rows(), x.columns(), x.array(), x.offset(), x.ld(), NormChecks.array(gamma),
        NormChecks.offset(gamma), stored.array(), stored.offset(), dx.array(), dx.offset(), dx.ld(), dy.array(),
        dy.offset(), dy.ld(), workers);
  }
}
