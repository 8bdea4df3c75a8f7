// Master of FloatGateParts: the float version is generated from this file.
package org.isobit.kernels.neural;

import org.isobit.kernels.Workers;

/** {@link Gates} by several threads: a part is some of the rows. One object a thread, used again for its next call. */
final class GateParts implements Workers.Task {

  /** Elements of Y from which on a second thread pays: some 20 µs of work. */
  private static final int LEAST = 1 << 15;

  /** Parts for each thread: enough to even out, few enough to cost nothing. */
  private static final int PARTS = 4;

  private static final ThreadLocal<GateParts> MINE = new ThreadLocal<>();

  private enum Step {
    FORWARD, BACKWARD, TANGENT
  }

  private Step step;
  private Gate kind;
  private int rows;
  private int n;
  private int length;
  private double[] a;
  private int ao;
  private int lda;
  private double[] b;
  private int bo;
  private int ldb;
  private double[] c;
  private int co;
  private int ldc;

  private GateParts() {}

  private static GateParts of(Step step, Gate kind, int rows, int n, int length) {
    GateParts parts = MINE.get();
    if (parts == null) {
      parts = new GateParts();
      MINE.set(parts);
    }
    parts.step = step;
    parts.kind = kind;
    parts.rows = rows;
    parts.n = n;
    parts.length = length;
    return parts;
  }

  /** Rows of a part; all of them: one thread does it alone. */
  private static int length(int rows, int n, Workers workers) {
    int threads = workers.available();
    if (threads == 1 || (long) rows * n < LEAST) {
      return rows;
    }
    return Math.max(1, rows / (PARTS * threads));
  }

  private GateParts a(double[] array, int offset, int ld) {
    a = array;
    ao = offset;
    lda = ld;
    return this;
  }

  private GateParts b(double[] array, int offset, int ld) {
    b = array;
    bo = offset;
    ldb = ld;
    return this;
  }

  private GateParts c(double[] array, int offset, int ld) {
    c = array;
    co = offset;
    ldc = ld;
    return this;
  }

  /** Holds on to nobody's arrays. */
  private void run(Workers workers) {
    try {
      workers.run((rows - 1) / length + 1, this);
    } finally {
      a(null, 0, 0).b(null, 0, 0).c(null, 0, 0);
    }
  }

  @Override
  public void run(int part, int slot) {
    int at = part * length;
    int count = rows - at < length ? rows - at : length;
    int first = ao + at * lda;
    int second = bo + at * ldb;
    int third = co + at * ldc;
    switch (step) {
      case FORWARD -> Gates.KERNELS.forward(kind, count, n, a, first, lda, b, second, ldb);
      case BACKWARD -> Gates.KERNELS.backward(kind, count, n, a, first, lda, b, second, ldb, c, third, ldc);
      case TANGENT -> Gates.KERNELS.tangent(kind, count, n, a, first, lda, b, second, ldb, c, third, ldc);
    }
  }

  /** {@link Gates#forward}. */
  static void forward(Gate kind, int rows, int n, double[] x, int xo, int ldx, double[] y, int yo, int ldy,
      Workers workers) {
    int length = length(rows, n, workers);
    if (length >= rows) {
      Gates.KERNELS.forward(kind, rows, n, x, xo, ldx, y, yo, ldy);
      return;
    }
    of(Step.FORWARD, kind, rows, n, length).a(x, xo, ldx).b(y, yo, ldy).run(workers);
  }

  /** {@link Gates#backward}. */
  static void backward(Gate kind, int rows, int n, double[] x, int xo, int ldx, double[] dy, int dyo, int lddy,
      double[] dx, int dxo, int lddx, Workers workers) {
    int length = length(rows, n, workers);
    if (length >= rows) {
      Gates.KERNELS.backward(kind, rows, n, x, xo, ldx, dy, dyo, lddy, dx, dxo, lddx);
      return;
    }
    of(Step.BACKWARD, kind, rows, n, length).a(x, xo, ldx).b(dy, dyo, lddy).c(dx, dxo, lddx).run(workers);
  }

  /** {@link Gates#tangent}. */
  static void tangent(Gate kind, int rows, int n, double[] x, int xo, int ldx, double[] dx, int dxo, int lddx,
      double[] dy, int dyo, int lddy, Workers workers) {
    int length = length(rows, n, workers);
    if (length >= rows) {
      Gates.KERNELS.tangent(kind, rows, n, x, xo, ldx, dx, dxo, lddx, dy, dyo, lddy);
      return;
    }
    of(Step.TANGENT, kind, rows, n, length).a(x, xo, ldx).b(dx, dxo, lddx).c(dy, dyo, lddy).run(workers);
  }
}
