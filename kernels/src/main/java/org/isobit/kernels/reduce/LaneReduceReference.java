// Master of FloatLaneReduceReference: the float version is generated from this file.
package org.isobit.kernels.reduce;

import org.isobit.kernels.Backend;

/** Scalar {@link LaneReduce}: defines the bits. */
public sealed class LaneReduceReference permits LaneReduceSimd {

  LaneReduceReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static LaneReduceReference of(Backend backend) {
    return backend.isSimd() ? new LaneReduceSimd() : new LaneReduceReference();
  }

  /**
   * {@link LaneReduce#sum}.
   *
   * @param rows rows
   * @param n    columns
   * @param x    matrix
   * @param xo   its offset
   * @param ld   its leading dimension
   * @param s    result
   * @param so   its offset
   */
  public void sum(int rows, int n, double[] x, int xo, int ld, double[] s, int so) {
    for (int i = 0; i < n; i++) {
      double sum = 0.0;
      for (int r = 0; r < rows; r++) {
        sum += x[xo + r * ld + i];
      }
      s[so + i] = sum;
    }
  }

  /**
   * {@link LaneReduce#mean}.
   *
   * @param rows rows
   * @param n    columns
   * @param x    matrix
   * @param xo   its offset
   * @param ld   its leading dimension
   * @param mean result
   * @param mo   its offset
   */
  public void mean(int rows, int n, double[] x, int xo, int ld, double[] mean, int mo) {
    sum(rows, n, x, xo, ld, mean, mo);
    for (int i = 0; i < n; i++) {
      mean[mo + i] = mean[mo + i] / rows;
    }
  }

  /**
   * {@link LaneReduce#dot}.
   *
   * @param rows rows
   * @param n    columns
   * @param x    matrix
   * @param xo   its offset
   * @param ldx  its leading dimension
   * @param y    matrix
   * @param yo   its offset
   * @param ldy  its leading dimension
   * @param s    result
   * @param so   its offset
   */
  public void dot(int rows, int n, double[] x, int xo, int ldx, double[] y, int yo, int ldy, double[] s, int so) {
    for (int i = 0; i < n; i++) {
      double sum = 0.0;
      for (int r = 0; r < rows; r++) {
        sum = Math.fma(x[xo + r * ldx + i], y[yo + r * ldy + i], sum);
      }
      s[so + i] = sum;
    }
  }

  /**
   * {@link LaneReduce#squaredDeviations}.
   *
   * @param rows rows
   * @param n    columns
   * @param x    matrix
   * @param xo   its offset
   * @param ld   its leading dimension
   * @param mean what to subtract from each column
   * @param mo   its offset
   * @param s    result
   * @param so   its offset
   */
  public void squaredDeviations(int rows, int n, double[] x, int xo, int ld, double[] mean, int mo, double[] s,
      int so) {
    for (int i = 0; i < n; i++) {
      double sum = 0.0;
      for (int r = 0; r < rows; r++) {
        double d = x[xo + r * ld + i] - mean[mo + i];
        sum = Math.fma(d, d, sum);
      }
      s[so + i] = sum;
    }
  }
}
