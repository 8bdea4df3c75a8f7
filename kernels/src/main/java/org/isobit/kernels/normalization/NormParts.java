// Master of FloatNormParts: the float version is generated from this file.
package org.isobit.kernels.normalization;

import org.isobit.kernels.Workers;

/**
 * Norms by several threads. A part is some rows, vectors, columns or channels: no sum is cut. One object a thread, used
 * again for its next call, so that nothing is allocated.
 */
final class NormParts implements Workers.Task {

  /** Elements from which on a second thread pays: some 20 µs of work. */
  private static final int LEAST = 1 << 16;

  /** Parts for each thread: enough to even out, few enough to cost nothing. */
  private static final int PARTS = 8;

  private static final ThreadLocal<NormParts> MINE = new ThreadLocal<>();

  enum Step {
    ROWS_FORWARD, ROWS_BACKWARD, ROWS_PARAMETERS, ROWS_TANGENT, FORWARD, BACKWARD, PARAMETERS, TANGENT, INFERENCE
  }

  private Step step;
  private boolean centred;
  private int rows;
  private int n;
  private ChannelVectors vectors;
  private int units;
  private int parts;
  private double eps;
  private double[] x;
  private int xo;
  private int ldx;
  private double[] gamma;
  private int go;
  private double[] beta;
  private int bo;
  private double[] stored;
  private int so;
  private double[] in;
  private int io;
  private int ldi;
  private double[] out;
  private int oo;
  private int ldo;
  private double[] dgamma;
  private int dgo;
  private double[] dbeta;
  private int dbo;
  private boolean accumulate;

  private NormParts() {}

  private static NormParts mine(Step step) {
    NormParts parts = MINE.get();
    if (parts == null) {
      parts = new NormParts();
      MINE.set(parts);
    }
    parts.step = step;
    return parts;
  }

  /** The calling thread's, of the rows of a matrix. */
  static NormParts rows(Step step, boolean centred, int rows, int n) {
    NormParts parts = mine(step);
    parts.centred = centred;
    parts.rows = rows;
    parts.n = n;
    return parts;
  }

  /** The calling thread's, of channels. */
  static NormParts channels(Step step, ChannelVectors vectors) {
    NormParts parts = mine(step);
    parts.vectors = vectors;
    return parts;
  }

  NormParts eps(double number) {
    eps = number;
    return this;
  }

  NormParts x(double[] array, int offset, int ld) {
    x = array;
    xo = offset;
    ldx = ld;
    return this;
  }

  NormParts gamma(double[] array, int offset) {
    gamma = array;
    go = offset;
    return this;
  }

  NormParts beta(double[] array, int offset) {
    beta = array;
    bo = offset;
    return this;
  }

  NormParts stored(double[] array, int offset) {
    stored = array;
    so = offset;
    return this;
  }

  /** The gradient or perturbation that is given. */
  NormParts in(double[] array, int offset, int ld) {
    in = array;
    io = offset;
    ldi = ld;
    return this;
  }

  NormParts out(double[] array, int offset, int ld) {
    out = array;
    oo = offset;
    ldo = ld;
    return this;
  }

  NormParts gradients(double[] ofGamma, int gammaOffset, double[] ofBeta, int betaOffset, boolean add) {
    dgamma = ofGamma;
    dgo = gammaOffset;
    dbeta = ofBeta;
    dbo = betaOffset;
    accumulate = add;
    return this;
  }

  /** All units, of so many elements together. Holds on to nobody's arrays. */
  void run(int count, long elements, Workers workers) {
    units = count;
    int wanted = elements < LEAST ? 1 : PARTS * workers.available();
    parts = wanted == PARTS || count < 2 ? 1 : count < wanted ? count : wanted;
    try {
      if (parts == 1) {
        run(0, 0);
      } else {
        workers.run(parts, this);
      }
    } finally {
      vectors = null;
      x(null, 0, 0).gamma(null, 0).beta(null, 0).stored(null, 0).in(null, 0, 0).out(null, 0, 0)
          .gradients(null, 0, null, 0, false);
    }
  }

  @Override
  public void run(int part, int slot) {
    int from = (int) ((long) units * part / parts);
    int to = (int) ((long) units * (part + 1) / parts);
    switch (step) {
      case ROWS_FORWARD, ROWS_BACKWARD, ROWS_PARAMETERS, ROWS_TANGENT -> rows(from, to - from);
      default -> channels(from, to);
    }
  }

  private void rows(int at, int count) {
    RowNormReference kernels = RowNorm.KERNELS;
    int mo = so;
    int ro = centred ? so + rows : so;
    switch (step) {
      case ROWS_FORWARD -> kernels.forward(centred, count, n, eps, x, xo + at * ldx, ldx, gamma, go, beta, bo, out,
          oo + at * ldo, ldo, stored, mo + at, ro + at);
      case ROWS_BACKWARD -> kernels.backward(centred, count, n, x, xo + at * ldx, ldx, gamma, go, stored, mo + at,
          ro + at, in, io + at * ldi, ldi, out, oo + at * ldo, ldo);
      case ROWS_PARAMETERS -> kernels.parameters(centred, rows, count, x, xo + at, ldx, stored, mo, ro, in, io + at,
          ldi, dgamma, dgo + at, dbeta, dbo + at, accumulate);
      default -> kernels.tangent(centred, count, n, x, xo + at * ldx, ldx, gamma, go, stored, mo + at, ro + at, in,
          io + at * ldi, ldi, out, oo + at * ldo, ldo);
    }
  }

  private void channels(int from, int to) {
    ChannelNormReference kernels = ChannelNorm.KERNELS;
    switch (step) {
      case FORWARD -> kernels.forward(vectors, from, to, eps, x, xo, gamma, go, beta, bo, out, oo, stored, so);
      case BACKWARD -> kernels.backward(vectors, from, to, x, xo, gamma, go, stored, so, in, io, out, oo);
      case PARAMETERS -> kernels.parameters(vectors, from, to, x, xo, stored, so, in, io, dgamma, dgo, dbeta, dbo,
          accumulate);
      case TANGENT -> kernels.tangent(vectors, from, to, x, xo, gamma, go, stored, so, in, io, out, oo);
      default -> kernels.inference(vectors, from, to, eps, x, xo, gamma, go, beta, bo, stored, so, out, oo);
    }
  }
}
