// Master of FloatTransfersSimd: the float version is generated from this file.
package org.isobit.kernels.ecosystem;

import static jdk.incubator.vector.VectorOperators.LT;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Vector API {@link Transfers}: blocks of cells. Of explicit steps, a pool after the other, whose flows are the bits of
 * two words; three and four, which most pools have, are named before the loop over cells. Of implicit ones, each
 * operation of all cells of a block, whose elements of matrices are rows. Cells that fill no vector go to
 * {@link TransfersReference}.
 */
public final class TransfersSimd extends TransfersReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();

  /** Cells of a block, a whole number of vectors: of so many, flows are read once from memory. */
  private static final int BLOCK = 256; // float: private static final int BLOCK = 512;

  TransfersSimd() {}

  @Override
  public void euler(int begin, int end, int pools, int[] from, int[] to, double dt, double floor, double[] f, int fo,
      int ldflow, double[] c, int co, int ldf) {
    int whole = end - (end - begin) % V;
    for (int cell = begin; cell < whole; cell += BLOCK) {
      int count = Math.min(BLOCK, whole - cell);
      for (int p = 0; p < pools; p++) {
        explicit(count, flows(p, from), flows(p, to), dt, floor, f, fo + cell, ldflow, c, co + p * ldf + cell);
      }
    }
    super.euler(whole, end, pools, from, to, dt, floor, f, fo, ldflow, c, co, ldf);
  }

  /** The flows of a pool, bit k for flow k. */
  private static long flows(int pool, int[] of) {
    long bits = 0;
    for (int k = 0; k < of.length; k++) {
      bits |= of[k] == pool ? 1L << k : 0;
    }
    return bits;
  }

  private static void explicit(int count, long out, long in, double dt, double floor, double[] f, int fo, int ldflow,
      double[] c, int co) {
    long first = out | in;
    long second = first & first - 1;
    long third = second & second - 1;
    long fourth = third & third - 1;
    int flows = Long.bitCount(first);
    if (flows == 3) {
      three(count, row(first, fo, ldflow), sign(first, out), row(second, fo, ldflow), sign(second, out),
          row(third, fo, ldflow), sign(third, out), dt, floor, f, c, co);
    } else if (flows == 4) {
      four(count, row(first, fo, ldflow), sign(first, out), row(second, fo, ldflow), sign(second, out),
          row(third, fo, ldflow), sign(third, out), row(fourth, fo, ldflow), sign(fourth, out), dt, floor, f, c, co);
    } else {
      any(count, out, in, dt, floor, f, fo, ldflow, c, co);
    }
  }

  /** The row of the first flow of some. */
  private static int row(long flows, int fo, int ldflow) {
    return fo + Long.numberOfTrailingZeros(flows) * ldflow;
  }

  /** That of the first flow of some: a product with 1 or −1 is exact, the sum or difference of the contract. */
  private static double sign(long flows, long out) {
    return (Long.lowestOneBit(flows) & out) == 0 ? 1.0 : -1.0;
  }

  private static void three(int count, int row0, double sign0, int row1, double sign1, int row2, double sign2,
      double dt, double floor, double[] f, double[] c, int co) {
    for (int i = 0; i < count; i += V) {
      DoubleVector s = DoubleVector.fromArray(S, f, row0 + i).fma(DoubleVector.broadcast(S, sign0),
          DoubleVector.zero(S));
      s = DoubleVector.fromArray(S, f, row1 + i).fma(DoubleVector.broadcast(S, sign1), s);
      s = DoubleVector.fromArray(S, f, row2 + i).fma(DoubleVector.broadcast(S, sign2), s);
      DoubleVector r = s.fma(DoubleVector.broadcast(S, dt), DoubleVector.fromArray(S, c, co + i));
      r.blend(floor, r.compare(LT, floor)).intoArray(c, co + i);
    }
  }

  private static void four(int count, int row0, double sign0, int row1, double sign1, int row2, double sign2, int row3,
      double sign3, double dt, double floor, double[] f, double[] c, int co) {
    for (int i = 0; i < count; i += V) {
      DoubleVector s = DoubleVector.fromArray(S, f, row0 + i).fma(DoubleVector.broadcast(S, sign0),
          DoubleVector.zero(S));
      s = DoubleVector.fromArray(S, f, row1 + i).fma(DoubleVector.broadcast(S, sign1), s);
      s = DoubleVector.fromArray(S, f, row2 + i).fma(DoubleVector.broadcast(S, sign2), s);
      s = DoubleVector.fromArray(S, f, row3 + i).fma(DoubleVector.broadcast(S, sign3), s);
      DoubleVector r = s.fma(DoubleVector.broadcast(S, dt), DoubleVector.fromArray(S, c, co + i));
      r.blend(floor, r.compare(LT, floor)).intoArray(c, co + i);
    }
  }

  private static void any(int count, long out, long in, double dt, double floor, double[] f, int fo, int ldflow,
      double[] c, int co) {
    DoubleVector step = DoubleVector.broadcast(S, dt);
    int i = 0;
    for (; i <= count - 4 * V; i += 4 * V) {
      DoubleVector s0 = DoubleVector.zero(S);
      DoubleVector s1 = DoubleVector.zero(S);
      DoubleVector s2 = DoubleVector.zero(S);
      DoubleVector s3 = DoubleVector.zero(S);
      for (long left = out | in; left != 0; left &= left - 1) {
        int at = row(left, fo, ldflow) + i;
        DoubleVector sign = DoubleVector.broadcast(S, sign(left, out));
        s0 = sign.fma(DoubleVector.fromArray(S, f, at), s0);
        s1 = sign.fma(DoubleVector.fromArray(S, f, at + V), s1);
        s2 = sign.fma(DoubleVector.fromArray(S, f, at + 2 * V), s2);
        s3 = sign.fma(DoubleVector.fromArray(S, f, at + 3 * V), s3);
      }
      DoubleVector r0 = step.fma(s0, DoubleVector.fromArray(S, c, co + i));
      DoubleVector r1 = step.fma(s1, DoubleVector.fromArray(S, c, co + i + V));
      DoubleVector r2 = step.fma(s2, DoubleVector.fromArray(S, c, co + i + 2 * V));
      DoubleVector r3 = step.fma(s3, DoubleVector.fromArray(S, c, co + i + 3 * V));
      r0.blend(floor, r0.compare(LT, floor)).intoArray(c, co + i);
      r1.blend(floor, r1.compare(LT, floor)).intoArray(c, co + i + V);
      r2.blend(floor, r2.compare(LT, floor)).intoArray(c, co + i + 2 * V);
      r3.blend(floor, r3.compare(LT, floor)).intoArray(c, co + i + 3 * V);
    }
    for (; i < count; i += V) {
      DoubleVector s = DoubleVector.zero(S);
      for (long left = out | in; left != 0; left &= left - 1) {
        s = DoubleVector.broadcast(S, sign(left, out))
            .fma(DoubleVector.fromArray(S, f, row(left, fo, ldflow) + i), s);
      }
      DoubleVector r = step.fma(s, DoubleVector.fromArray(S, c, co + i));
      r.blend(floor, r.compare(LT, floor)).intoArray(c, co + i);
    }
  }

  @Override
  public void patankar(int begin, int end, int pools, int[] from, int[] to, double dt, double[] f, int fo, int ldflow,
      double[] c, int co, int ldf, double[] q, int qo) {
    int whole = end - (end - begin) % V;
    int po = qo + (pools * pools + 1) * MATRICES;
    pattern(pools, from, to, q, po);
    for (int cell = begin; cell < whole; cell += MATRICES) {
      int count = Math.min(MATRICES, whole - cell);
      int own = co + cell;
      parts(count, pools, from, to, dt, f, fo + cell, ldflow, c, own, ldf, q, qo);
      for (int j = pools - 1; j > 0; j--) {
        eliminate(count, j, pools, takers(j, q, po), givers(j, pools, q, po), c, own, ldf, q, qo);
      }
      divide(count, c, own, q, qo);
      for (int j = 1; j < pools; j++) {
        substitute(count, j, pools, givers(j, pools, q, po), c, own, ldf, q, qo);
      }
    }
    super.patankar(whole, end, pools, from, to, dt, f, fo, ldflow, c, co, ldf, q, qo);
  }

  private static void parts(int count, int pools, int[] from, int[] to, double dt, double[] f, int fo, int ldflow,
      double[] c, int co, int ldf, double[] q, int qo) {
    Arrays.fill(q, qo, qo + pools * pools * MATRICES, 0.0);
    for (int i = 0; i < pools; i++) {
      weight(count, dt, c, co + i * ldf, q, qo + (i * pools + i) * MATRICES);
    }
    for (int k = 0; k < from.length; k++) {
      int row = qo + from[k] * pools * MATRICES;
      part(count, f, fo + k * ldflow, q, row + from[k] * MATRICES, row + to[k] * MATRICES);
    }
    for (int i = 0; i < pools; i++) {
      int diagonal = qo + (i * pools + i) * MATRICES;
      Arrays.fill(q, diagonal, diagonal + count, 1.0);
    }
  }

  private static void weight(int count, double dt, double[] x, int xo, double[] y, int yo) {
    for (int l = 0; l < count; l += V) {
      DoubleVector own = DoubleVector.fromArray(S, x, xo + l);
      DoubleVector.broadcast(S, dt).div(own).blend(0.0, own.compare(LT, LEAST)).intoArray(y, yo + l);
    }
  }

  private static void part(int count, double[] f, int fo, double[] q, int weight, int to) {
    for (int l = 0; l < count; l += V) {
      DoubleVector.fromArray(S, f, fo + l)
          .fma(DoubleVector.fromArray(S, q, weight + l), DoubleVector.fromArray(S, q, to + l)).intoArray(q, to + l);
    }
  }

  private static void divide(int count, double[] x, int xo, double[] y, int yo) {
    for (int l = 0; l < count; l += V) {
      DoubleVector.fromArray(S, x, xo + l).div(DoubleVector.fromArray(S, y, yo + l)).intoArray(x, xo + l);
    }
  }

  private static void eliminate(int count, int j, int pools, int takers, int givers, double[] c, int co, int ldf,
      double[] q, int qo) {
    int row = qo + j * pools * MATRICES;
    int r = qo + pools * pools * MATRICES;
    pivot(count, j, takers, c, co, ldf, q, row, r);
    for (int left = givers; left != 0; left &= left - 1) {
      int i = Integer.numberOfTrailingZeros(left);
      pass(count, i, j, takers & ~(1 << i), q, row, qo + i * pools * MATRICES, r);
    }
  }

  /** The reciprocal of the pivot, and what of pool j goes to its takers. */
  private static void pivot(int count, int j, int takers, double[] c, int co, int ldf, double[] q, int row, int r) {
    for (int l = 0; l < count; l += V) {
      DoubleVector pivot = DoubleVector.fromArray(S, q, row + j * MATRICES + l);
      for (int left = takers; left != 0; left &= left - 1) {
        int taker = Integer.numberOfTrailingZeros(left);
        pivot = TYPE.cast(pivot).add(DoubleVector.fromArray(S, q, row + taker * MATRICES + l));
      }
      DoubleVector reciprocal = DoubleVector.broadcast(S, 1.0).div(pivot);
      reciprocal.intoArray(q, r + l);
      DoubleVector own = DoubleVector.fromArray(S, c, co + j * ldf + l).mul(reciprocal);
      own.intoArray(c, co + j * ldf + l);
      for (int left = takers; left != 0; left &= left - 1) {
        int k = Integer.numberOfTrailingZeros(left);
        int at = co + k * ldf + l;
        own.fma(DoubleVector.fromArray(S, q, row + k * MATRICES + l), DoubleVector.fromArray(S, c, at))
            .intoArray(c, at);
      }
    }
  }

  /** What pool i gives to j goes on to the takers of j. */
  private static void pass(int count, int i, int j, int takers, double[] q, int row, int other, int r) {
    for (int l = 0; l < count; l += V) {
      int at = other + j * MATRICES + l;
      DoubleVector t = DoubleVector.fromArray(S, q, at).mul(DoubleVector.fromArray(S, q, r + l));
      t.intoArray(q, at);
      at = other + i * MATRICES + l;
      t.fma(DoubleVector.fromArray(S, q, row + j * MATRICES + l), DoubleVector.fromArray(S, q, at)).intoArray(q, at);
      for (int left = takers; left != 0; left &= left - 1) {
        int k = Integer.numberOfTrailingZeros(left) * MATRICES + l;
        t.fma(DoubleVector.fromArray(S, q, row + k), DoubleVector.fromArray(S, q, other + k)).intoArray(q, other + k);
      }
    }
  }

  private static void substitute(int count, int j, int pools, int givers, double[] c, int co, int ldf, double[] q,
      int qo) {
    for (int l = 0; l < count; l += V) {
      DoubleVector x = DoubleVector.fromArray(S, c, co + j * ldf + l);
      for (int left = givers; left != 0; left &= left - 1) {
        int i = Integer.numberOfTrailingZeros(left);
        x = DoubleVector.fromArray(S, q, qo + (i * pools + j) * MATRICES + l)
            .fma(DoubleVector.fromArray(S, c, co + i * ldf + l), x);
      }
      TYPE.cast(x).intoArray(c, co + j * ldf + l);
    }
  }
}
