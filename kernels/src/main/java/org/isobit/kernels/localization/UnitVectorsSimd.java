// Master of FloatUnitVectorsSimd: the float version is generated from this file.
package org.isobit.kernels.localization;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.elementary.SinPiSimd;

/** Vector API {@link UnitVectors}: whole blocks of angles, with the result's own rows as workspace. */
public final class UnitVectorsSimd extends UnitVectorsReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  /** Points whose three coordinates stay in the first-level cache. */
  private static final int BLOCK = 512;

  UnitVectorsSimd() {}

  @Override
  public void fromDegrees(int n, double[] latitude, int ao, double[] longitude, int oo, double[] u, int uo, int ld) {
    for (int start = 0; n - start > 0; start += BLOCK) {
      int length = n - start < BLOCK ? n - start : BLOCK;
      block(length, latitude, ao + start, longitude, oo + start, u, uo + start, uo + ld + start, uo + 2 * ld + start);
    }
  }

  private static void block(int n, double[] latitude, int ao, double[] longitude, int oo, double[] u, int x, int y,
      int z) {
    halfTurns(n, latitude, ao, u, y);
    SinPiSimd.cospi(n, u, y, u, y);
    halfTurns(n, longitude, oo, u, z);
    SinPiSimd.cospi(n, u, z, u, z);
    multiply(n, u, y, z, x);
    halfTurns(n, longitude, oo, u, z);
    SinPiSimd.sinpi(n, u, z, u, z);
    multiply(n, u, y, z, y);
    halfTurns(n, latitude, ao, u, z);
    SinPiSimd.sinpi(n, u, z, u, z);
  }

  private static void halfTurns(int n, double[] degrees, int from, double[] u, int to) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector.fromArray(S, degrees, from + i).div(180.0).intoArray(u, to + i);
    }
    for (; i < n; i++) {
      u[to + i] = degrees[from + i] / 180.0;
    }
  }

  private static void multiply(int n, double[] u, int a, int b, int to) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector.fromArray(S, u, a + i).mul(DoubleVector.fromArray(S, u, b + i)).intoArray(u, to + i);
    }
    for (; i < n; i++) {
      u[to + i] = u[a + i] * u[b + i];
    }
  }
}
