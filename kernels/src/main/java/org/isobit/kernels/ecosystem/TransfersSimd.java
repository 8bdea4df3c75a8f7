// Master of FloatTransfersSimd: the float version is generated from this file.
package org.isobit.kernels.ecosystem;

import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Vector API {@link Transfers}. Of explicit steps, blocks of cells, pool after pool, whose flows are the bits of two
 * words; of implicit ones a vector of cells at a time, whose matrices stay in the first cache. Cells that fill no
 * vector go to {@link TransfersReference}.
 */
public final class TransfersSimd extends TransfersReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
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
        pool(count, flows(p, from), flows(p, to), dt, floor, f, fo + cell, ldflow, c, co + p * ldf + cell);
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

  private static void pool(int count, long out, long in, double dt, double floor, double[] f, int fo, int ldflow,
      double[] c, int co) {
    DoubleVector step = DoubleVector.broadcast(S, dt);
    int i = 0;
    for (; i <= count - 4 * V; i += 4 * V) {
      DoubleVector s0 = DoubleVector.zero(S);
      DoubleVector s1 = DoubleVector.zero(S);
      DoubleVector s2 = DoubleVector.zero(S);
      DoubleVector s3 = DoubleVector.zero(S);
      for (long left = out | in; left != 0; left &= left - 1) {
        int k = Long.numberOfTrailingZeros(left);
        int at = fo + k * ldflow + i;
        // A product with 1 or −1 is exact: the sum or difference of the contract.
        DoubleVector sign = DoubleVector.broadcast(S, (out >>> k & 1) == 0 ? 1.0 : -1.0);
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
        int k = Long.numberOfTrailingZeros(left);
        s = DoubleVector.broadcast(S, (out >>> k & 1) == 0 ? 1.0 : -1.0)
            .fma(DoubleVector.fromArray(S, f, fo + k * ldflow + i), s);
      }
      DoubleVector r = step.fma(s, DoubleVector.fromArray(S, c, co + i));
      r.blend(floor, r.compare(LT, floor)).intoArray(c, co + i);
    }
  }

  @Override
  public void patankar(int begin, int end, int pools, int[] from, int[] to, double dt, double[] f, int fo, int ldflow,
      double[] c, int co, int ldf, double[] q, int qo) {
    int whole = end - (end - begin) % V;
    for (int cell = begin; cell < whole; cell += V) {
      rates(pools, from, to, dt, f, fo + cell, ldflow, c, co + cell, ldf, q, qo);
      for (int j = pools - 1; j > 0; j--) {
        eliminate(j, pools, c, co + cell, ldf, q, qo);
      }
      DoubleVector.fromArray(S, c, co + cell).div(DoubleVector.fromArray(S, q, qo)).intoArray(c, co + cell);
      for (int j = 1; j < pools; j++) {
        substitute(j, pools, c, co + cell, ldf, q, qo);
      }
    }
    super.patankar(whole, end, pools, from, to, dt, f, fo, ldflow, c, co, ldf, q, qo);
  }

  private static void rates(int pools, int[] from, int[] to, double dt, double[] f, int fo, int ldflow, double[] c,
      int co, int ldf, double[] q, int qo) {
    for (int i = 0; i < pools * pools; i++) {
      DoubleVector.zero(S).intoArray(q, qo + i * V);
    }
    for (int i = 0; i < pools; i++) {
      DoubleVector own = DoubleVector.fromArray(S, c, co + i * ldf);
      DoubleVector.broadcast(S, dt).div(own).blend(0.0, own.compare(LT, LEAST))
          .intoArray(q, qo + (i * pools + i) * V);
    }
    for (int k = 0; k < from.length; k++) {
      int row = qo + from[k] * pools * V;
      int at = row + to[k] * V;
      DoubleVector.fromArray(S, f, fo + k * ldflow)
          .fma(DoubleVector.fromArray(S, q, row + from[k] * V), DoubleVector.fromArray(S, q, at)).intoArray(q, at);
    }
    for (int i = 0; i < pools; i++) {
      DoubleVector.broadcast(S, 1.0).intoArray(q, qo + (i * pools + i) * V);
    }
  }

  private static void eliminate(int j, int pools, double[] c, int co, int ldf, double[] q, int qo) {
    int row = qo + j * pools * V;
    DoubleVector stays = DoubleVector.fromArray(S, q, row + j * V);
    DoubleVector pivot = stays;
    for (int k = 0; k < j; k++) {
      pivot = pivot.add(DoubleVector.fromArray(S, q, row + k * V));
    }
    DoubleVector r = DoubleVector.broadcast(S, 1.0).div(pivot);
    r.intoArray(q, row + j * V);
    DoubleVector own = DoubleVector.fromArray(S, c, co + j * ldf).mul(r);
    for (int i = 0; i < j; i++) {
      int to = qo + i * pools * V;
      DoubleVector t = DoubleVector.fromArray(S, q, to + j * V).mul(r);
      DoubleVector diagonal = t.fma(stays, DoubleVector.fromArray(S, q, to + i * V));
      for (int k = 0; k < j; k++) {
        t.fma(DoubleVector.fromArray(S, q, row + k * V), DoubleVector.fromArray(S, q, to + k * V))
            .intoArray(q, to + k * V);
      }
      diagonal.intoArray(q, to + i * V);
      int at = co + i * ldf;
      own.fma(DoubleVector.fromArray(S, q, row + i * V), DoubleVector.fromArray(S, c, at)).intoArray(c, at);
    }
  }

  private static void substitute(int j, int pools, double[] c, int co, int ldf, double[] q, int qo) {
    DoubleVector sum = DoubleVector.fromArray(S, c, co + j * ldf);
    for (int i = 0; i < j; i++) {
      sum = DoubleVector.fromArray(S, q, qo + (i * pools + j) * V).fma(DoubleVector.fromArray(S, c, co + i * ldf), sum);
    }
    sum.mul(DoubleVector.fromArray(S, q, qo + (j * pools + j) * V)).intoArray(c, co + j * ldf);
  }
}
