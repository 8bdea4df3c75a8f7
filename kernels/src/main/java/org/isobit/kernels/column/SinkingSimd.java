// Master of FloatSinkingSimd: the float version is generated from this file.
package org.isobit.kernels.column;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Vector API {@link Sinking}: blocks of columns, in which levels follow each other from the bed up, so that each finds
 * the one above as it was, and that is still in the first cache when its turn comes. Columns that fill no vector go to
 * {@link SinkingReference}.
 */
public final class SinkingSimd extends SinkingReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  /** Columns of a block, a whole number of vectors: a page of memory a level. */
  private static final int BLOCK = 512; // float: private static final int BLOCK = 1024;

  SinkingSimd() {}

  @Override
  public void step(int n, int from, int to, int lanes, double[] s, int so, boolean open, double[] c, int co) {
    int end = to - (to - from) % V;
    for (int l = from; l < end; l += BLOCK) {
      int count = Math.min(BLOCK, end - l);
      for (int i = n - 1; i > 0; i--) {
        level(s[so + i], leaving(n, i, s[so + i], open), c, co + i * lanes + l, lanes, count);
      }
      surface(leaving(n, 0, s[so], open), c, co + l, count);
    }
    super.step(n, end, to, lanes, s, so, open, c, co);
  }

  private static void level(double factor, double leaving, double[] c, int co, int lanes, int count) {
    DoubleVector f = DoubleVector.broadcast(S, factor);
    DoubleVector minus = DoubleVector.broadcast(S, -leaving);
    for (int at = co; at < co + count; at += V) {
      DoubleVector own = DoubleVector.fromArray(S, c, at);
      f.fma(DoubleVector.fromArray(S, c, at - lanes), minus.fma(own, own)).intoArray(c, at);
    }
  }

  private static void surface(double leaving, double[] c, int co, int count) {
    DoubleVector minus = DoubleVector.broadcast(S, -leaving);
    for (int at = co; at < co + count; at += V) {
      DoubleVector own = DoubleVector.fromArray(S, c, at);
      minus.fma(own, own).intoArray(c, at);
    }
  }
}
