// Master of FloatTransfersReference: the float version is generated from this file.
package org.isobit.kernels.ecosystem;

import java.util.Arrays;
import org.isobit.kernels.Backend;

/** Scalar {@link Transfers}, one cell after the other; defines the bits. */
public sealed class TransfersReference permits TransfersSimd {

  /** A pool with less gives nothing in {@link #patankar}: what is divided by more than that stays finite. */
  static final double LEAST = 0x1p-1000; // float: static final float LEAST = 0x1p-100f;

  /** Cells of a block, whose matrices a workspace has room for. */
  static final int MATRICES = 64; // float: static final int MATRICES = 128;

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
    int po = qo + pools * pools;
    pattern(pools, from, to, q, po);
    for (int cell = begin; cell < end; cell++) {
      int own = co + cell;
      parts(pools, from, to, dt, f, fo + cell, ldflow, c, own, ldf, q, qo);
      for (int j = pools - 1; j > 0; j--) {
        eliminate(j, pools, takers(j, q, po), givers(j, pools, q, po), c, own, ldf, q, qo);
      }
      c[own] = c[own] / q[qo];
      for (int j = 1; j < pools; j++) {
        for (int left = givers(j, pools, q, po); left != 0; left &= left - 1) {
          int i = Integer.numberOfTrailingZeros(left);
          c[own + j * ldf] = Math.fma(q[qo + i * pools + j], c[own + i * ldf], c[own + j * ldf]);
        }
      }
    }
  }

  /**
   * Which pools below j it gives to and which give to it, when its turn of elimination comes: by flows, and by what is
   * passed on by pools above it.
   *
   * @param pools pools
   * @param from  where flows come from
   * @param to    where they go to
   * @param q     takes two numbers a pool, each with a bit a pool: {@link #takers} and {@link #givers}
   * @param po    their offset
   */
  static void pattern(int pools, int[] from, int[] to, double[] q, int po) {
    Arrays.fill(q, po, po + pools, 0.0);
    for (int k = 0; k < from.length; k++) {
      q[po + from[k]] = takers(from[k], q, po) | 1 << to[k];
    }
    for (int j = pools - 1; j >= 0; j--) {
      int takers = takers(j, q, po) & (1 << j) - 1;
      int givers = 0;
      for (int i = 0; i < j; i++) {
        if ((takers(i, q, po) >>> j & 1) != 0) {
          givers |= 1 << i;
          q[po + i] = (takers(i, q, po) | takers) & ~(1 << i);
        }
      }
      q[po + j] = takers;
      q[po + pools + j] = givers;
    }
  }

  static int takers(int j, double[] q, int po) {
    return (int) q[po + j];
  }

  static int givers(int j, int pools, double[] q, int po) {
    return (int) q[po + pools + j];
  }

  /** Element (i, j) takes the part of pool i that goes to j, by what the step leaves; the diagonal what stays, 1. */
  private static void parts(int pools, int[] from, int[] to, double dt, double[] f, int fo, int ldflow, double[] c,
      int co, int ldf, double[] q, int qo) {
    Arrays.fill(q, qo, qo + pools * pools, 0.0);
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

  /** What comes to pool j goes on to its takers, or stays: column j becomes shares of what the pivot makes of it. */
  private static void eliminate(int j, int pools, int takers, int givers, double[] c, int co, int ldf, double[] q,
      int qo) {
    int row = qo + j * pools;
    double stays = q[row + j];
    double pivot = stays;
    for (int left = takers; left != 0; left &= left - 1) {
      pivot += q[row + Integer.numberOfTrailingZeros(left)];
    }
    double r = 1.0 / pivot;
    double own = c[co + j * ldf] * r;
    c[co + j * ldf] = own;
    for (int left = takers; left != 0; left &= left - 1) {
      int k = Integer.numberOfTrailingZeros(left);
      c[co + k * ldf] = Math.fma(own, q[row + k], c[co + k * ldf]);
    }
    for (int more = givers; more != 0; more &= more - 1) {
      int i = Integer.numberOfTrailingZeros(more);
      int other = qo + i * pools;
      double t = q[other + j] * r;
      q[other + j] = t;
      q[other + i] = Math.fma(t, stays, q[other + i]);
      for (int left = takers & ~(1 << i); left != 0; left &= left - 1) {
        int k = Integer.numberOfTrailingZeros(left);
        q[other + k] = Math.fma(t, q[row + k], q[other + k]);
      }
    }
  }
}
