package org.isobit.verify.allocation;

import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Uses vectors of two widths alike, as any code of an application may: afterwards the profiles of the platform's own
 * methods name both classes, and tell the compiler neither.
 */
final class TwoWidths {

  private static final int ROUNDS = 20_000;

  private TwoWidths() {}

  /** Does so. */
  static void use() {
    double[] x = new double[32];
    float[] y = new float[32];
    for (int round = 0; round < ROUNDS; round++) {
      doubles(SpeciesSimd.DOUBLE, x);
      doubles(SpeciesSimd.HALF_DOUBLE, x);
      floats(SpeciesSimd.FLOAT, y);
      floats(SpeciesSimd.HALF_FLOAT, y);
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
}
