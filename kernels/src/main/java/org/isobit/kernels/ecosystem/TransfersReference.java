// Master of FloatTransfersReference: the float version is generated from this file.
package org.isobit.kernels.ecosystem;

import org.isobit.kernels.Backend;

/** Scalar {@link Transfers}, one cell after the other; defines the bits. */
public sealed class TransfersReference permits TransfersSimd {

  /** A pool with less gives nothing in {@link #patankar}: what is divided by more than that stays finite. */
  static final double LEAST = 0x1p-1000; // float: static final float LEAST = 0x1p-100f;

  TransfersReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static TransfersReference of(Backend backend) {
    return backend.isSimd() ? new TransfersSimd() : new TransfersReference();
  }

  /**
   * The first flow that does not go from one pool to another one.
   *
   * @param pools pools
   * @param from  where flows come from
   * @param to    where they go to, as many
   * @return the flow, or −1
   */
  public static int refused(int pools, int[] from, int[] to) {
    for (int k = 0; k < from.length; k++) {
      if (from[k] < 0 || from[k] >= pools || to[k] < 0 || to[k] >= pools || from[k] == to[k]) {
        return k;
      }
    }
    return -1;
  }

  /**
   * An explicit step of some cells.
   *
   * @param begin  first cell
   * @param end    end of the cells
   * @param pools  pools
   * @param from   where flows come from
   * @param to     where they go to
   * @param dt     time step
   * @param floor  least number that a pool keeps
   * @param f      flows
   * @param fo     their offset
   * @param ldflow distance between the starts of two flows
   * @param c      pools, which are changed
   * @param co     their offset
   * @param ldf    distance between the starts of two pools
   */
  public void euler(int begin, int end, int pools, int[] from, int[] to, double dt, double floor, double[] f, int fo,
      int ldflow, double[] c, int co, int ldf) {
    for (int p = 0; p < pools; p++) {
      for (int cell = begin; cell < end; cell++) {
        double s = 0.0;
        for (int k = 0; k < from.length; k++) {
          double flow = f[fo + k * ldflow + cell];
          s = to[k] == p ? s + flow : from[k] == p ? s - flow : s;
        }
        int at = co + p * ldf + cell;
        double r = Math.fma(dt, s, c[at]);
        c[at] = r < floor ? floor : r;
      }
    }
  }

  /**
   * A modified Patankar step of some cells.
   *
   * @param begin  first cell
   * @param end    end of the cells
   * @param pools  pools
   * @param from   where flows come from
   * @param to     where they go to
   * @param dt     time step
   * @param f      flows
   * @param fo     their offset
   * @param ldflow distance between the starts of two flows
   * @param c      pools, which are changed
   * @param co     their offset
   * @param ldf    distance between the starts of two pools
   * @param q      takes matrices, {@link Transfers#workspace(int, org.isobit.kernels.Workers)} for one thread
   * @param qo     its offset
   */
  public void patankar(int begin, int end, int pools, int[] from, int[] to, double dt, double[] f, int fo, int ldflow,
      double[] c, int co, int ldf, double[] q, int qo) {
    for (int cell = begin; cell < end; cell++) {
      rates(pools, from, to, dt, f, fo + cell, ldflow, c, co + cell, ldf, q, qo);
      for (int j = pools - 1; j > 0; j--) {
        eliminate(j, pools, c, co + cell, ldf, q, qo);
      }
      c[co + cell] = c[co + cell] / q[qo];
      for (int j = 1; j < pools; j++) {
        substitute(j, pools, c, co + cell, ldf, q, qo);
      }
    }
  }

  /** Element (i, j) takes the part of pool i that goes to j, by what the step leaves; the diagonal what stays, 1. */
  private static void rates(int pools, int[] from, int[] to, double dt, double[] f, int fo, int ldflow, double[] c,
      int co, int ldf, double[] q, int qo) {
    for (int i = 0; i < pools * pools; i++) {
      q[qo + i] = 0.0;
    }
    for (int i = 0; i < pools; i++) {
      double own = c[co + i * ldf];
      q[qo + i * pools + i] = own < LEAST ? 0.0 : dt / own;
    }
    for (int k = 0; k < from.length; k++) {
      int row = qo + from[k] * pools;
      q[row + to[k]] = Math.fma(f[fo + k * ldflow], q[row + from[k]], q[row + to[k]]);
    }
    for (int i = 0; i < pools; i++) {
      q[qo + i * pools + i] = 1.0;
    }
  }

  /** What goes to pool j goes on to pools below it, or stays there. The diagonal of j takes its reciprocal. */
  private static void eliminate(int j, int pools, double[] c, int co, int ldf, double[] q, int qo) {
    int row = qo + j * pools;
    double stays = q[row + j];
    double pivot = stays;
    for (int k = 0; k < j; k++) {
      pivot += q[row + k];
    }
    double r = 1.0 / pivot;
    q[row + j] = r;
    double own = c[co + j * ldf] * r;
    for (int i = 0; i < j; i++) {
      double t = q[qo + i * pools + j] * r;
      for (int k = 0; k < j; k++) {
        int at = qo + i * pools + k;
        q[at] = k == i ? Math.fma(t, stays, q[at]) : Math.fma(t, q[row + k], q[at]);
      }
      c[co + i * ldf] = Math.fma(own, q[row + i], c[co + i * ldf]);
    }
  }

  private static void substitute(int j, int pools, double[] c, int co, int ldf, double[] q, int qo) {
    double sum = c[co + j * ldf];
    for (int i = 0; i < j; i++) {
      sum = Math.fma(q[qo + i * pools + j], c[co + i * ldf], sum);
    }
    c[co + j * ldf] = sum * q[qo + j * pools + j];
  }
}
