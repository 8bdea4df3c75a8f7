// Master of FloatOpticalDepthSimd: the float version is generated from this file.
package org.isobit.kernels.column;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Vector API {@link OpticalDepth}: blocks of columns, in which levels follow each other from the surface down. Where a
 * level's depth will stand, that at its upper face stands until then, so that no vector waits for one of the level
 * above. Columns that fill no vector go to {@link OpticalDepthReference}.
 */
public final class OpticalDepthSimd extends OpticalDepthReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();

  /** Columns of a block, a whole number of vectors: a page of memory a level. */
  private static final int BLOCK = 512; // float: private static final int BLOCK = 1024;

  OpticalDepthSimd() {}

  @Override
  public void depth(int n, int from, int to, int lanes, double[] b, int bo, double[] h, int ho, double k, int fields,
      double[] c, int co, int ldf, double[] y, int yo) {
    int end = to - (to - from) % V;
    for (int l = from; l < end; l += BLOCK) {
      int count = Math.min(BLOCK, end - l);
      Arrays.fill(y, yo + l, yo + l + count, 0.0);
      for (int i = 0; i < n; i++) {
        int at = i * lanes + l;
        level(b[bo + i], h[ho + i], k, fields, c, co + at, ldf, y, yo + at, i < n - 1 ? lanes : 0, count);
      }
    }
    super.depth(n, end, to, lanes, b, bo, h, ho, k, fields, c, co, ldf, y, yo);
  }

  /** Of a level; the lower face's depth goes {@code next} further, where at the last level its own replaces it. */
  private static void level(double b, double h, double k, int fields, double[] c, int co, int ldf, double[] y, int yo,
      int next, int count) {
    DoubleVector background = DoubleVector.broadcast(S, b);
    DoubleVector whole = DoubleVector.broadcast(S, h);
    DoubleVector half = DoubleVector.broadcast(S, 0.5 * h);
    DoubleVector coefficient = DoubleVector.broadcast(S, k);
    for (int l = 0; l < count; l += V) {
      DoubleVector sum = DoubleVector.fromArray(S, c, co + l);
      for (int f = 1; f < fields; f++) {
        sum = TYPE.cast(sum).add(DoubleVector.fromArray(S, c, co + f * ldf + l));
      }
      DoubleVector a = coefficient.fma(sum, background);
      DoubleVector face = DoubleVector.fromArray(S, y, yo + l);
      a.fma(whole, face).intoArray(y, yo + next + l);
      a.fma(half, face).intoArray(y, yo + l);
    }
  }
}
