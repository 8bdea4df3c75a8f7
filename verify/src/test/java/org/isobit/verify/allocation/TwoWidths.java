package org.isobit.verify.allocation;

import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Uses vectors of two widths alike, as other code of an application may: afterwards the profiles of the platform's own
 * arithmetic, comparisons, loads and stores name two classes, and tell the compiler nothing certain.
 */
final class TwoWidths {

  private static final int ROUNDS = 20_000;

  private TwoWidths() {}

  /** Uses Isobit's width and another one, until HotSpot has profiles of both. */
  static void use() {
    VectorShape own = SpeciesSimd.DOUBLE.vectorShape();
    VectorShape other = own == VectorShape.S_256_BIT ? VectorShape.S_128_BIT : VectorShape.S_256_BIT;
    double[] x = new double[32];
    float[] y = new float[32];
    for (int round = 0; round < ROUNDS; round++) {
      doubles(VectorSpecies.of(double.class, own), x);
      doubles(VectorSpecies.of(double.class, other), x);
      floats(VectorSpecies.of(float.class, own), y);
      floats(VectorSpecies.of(float.class, other), y);
    }
  }

  private static void doubles(VectorSpecies<Double> species, double[] x) {
    DoubleVector a = DoubleVector.fromArray(species, x, 1);
    DoubleVector b = DoubleVector.broadcast(species, 0.5);
    DoubleVector c = a.fma(b, DoubleVector.zero(species)).add(a).sub(b).mul(0.25).add(1.0).div(b).abs().neg();
    c.blend(b, c.compare(GT, b)).intoArray(x, 2);
  }

  private static void floats(VectorSpecies<Float> species, float[] x) {
    FloatVector a = FloatVector.fromArray(species, x, 1);
    FloatVector b = FloatVector.broadcast(species, 0.5f);
    FloatVector c = a.fma(b, FloatVector.zero(species)).add(a).sub(b).mul(0.25f).add(1.0f).div(b).abs().neg();
    c.blend(b, c.compare(GT, b)).intoArray(x, 2);
  }

  /** The largest numbers so far in four vectors whose class nothing tells: often left on the heap after all that. */
  static final class Carried implements Runnable {

    private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
    private final double[] x = new double[4096];
    private final double[] y = new double[4 * S.length()];

    @Override
    public void run() {
      int v = S.length();
      DoubleVector a = DoubleVector.fromArray(S, x, 0);
      DoubleVector b = DoubleVector.fromArray(S, x, v);
      DoubleVector c = DoubleVector.fromArray(S, x, 2 * v);
      DoubleVector d = DoubleVector.fromArray(S, x, 3 * v);
      for (int i = 0; i <= x.length - 4 * v; i += 4 * v) {
        a = larger(a, DoubleVector.fromArray(S, x, i));
        b = larger(b, DoubleVector.fromArray(S, x, i + v));
        c = larger(c, DoubleVector.fromArray(S, x, i + 2 * v));
        d = larger(d, DoubleVector.fromArray(S, x, i + 3 * v));
      }
      a.intoArray(y, 0);
      b.intoArray(y, v);
      c.intoArray(y, 2 * v);
      d.intoArray(y, 3 * v);
    }

    private static DoubleVector larger(DoubleVector m, DoubleVector v) {
      return m.blend(v, v.compare(GT, m));
    }
  }
}
