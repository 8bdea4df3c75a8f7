// Master of FloatDistanceSimd: the float version is generated from this file.
package org.isobit.kernels.localization;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/** Vector API {@link Distance}: one lane, one point. */
public final class DistanceSimd extends DistanceReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();

  DistanceSimd() {}

  @Override
  public void euclidean(int dimensions, int n, double[] x, int xo, int ld, double[] p, int po, double[] d, int off) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector sum = DoubleVector.zero(S);
      DoubleVector difference = DoubleVector.zero(S);
      for (int j = 0; j < dimensions; j++) {
        difference = DoubleVector.fromArray(S, x, xo + j * ld + i).sub(p[po + j]);
        sum = difference.fma(difference, sum);
      }
      if (dimensions == 1) {
        TYPE.cast(difference).abs().intoArray(d, off + i);
      } else {
        TYPE.cast(sum).sqrt().intoArray(d, off + i);
      }
    }
    super.euclidean(dimensions, n - i, x, xo + i, ld, p, po, d, off + i);
  }

  @Override
  public void periodic(int dimensions, int n, double[] x, int xo, int ld, double[] p, int po, double[] period, int so,
      double[] d, int off) {
    DoubleVector shift = DoubleVector.broadcast(S, DistanceReference.SHIFT);
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector sum = DoubleVector.zero(S);
      DoubleVector difference = DoubleVector.zero(S);
      for (int j = 0; j < dimensions; j++) {
        difference = DoubleVector.fromArray(S, x, xo + j * ld + i).sub(p[po + j]);
        double length = period[so + j];
        if (length > 0.0) {
          DoubleVector turns = difference.div(length).add(shift).sub(shift);
          difference = turns.fma(DoubleVector.broadcast(S, -length), difference);
        }
        sum = TYPE.cast(difference).fma(difference, sum);
      }
      if (dimensions == 1) {
        TYPE.cast(difference).abs().intoArray(d, off + i);
      } else {
        TYPE.cast(sum).sqrt().intoArray(d, off + i);
      }
    }
    super.periodic(dimensions, n - i, x, xo + i, ld, p, po, period, so, d, off + i);
  }

  @Override
  public void greatCircle(int n, double[] u, int uo, int ld, double[] p, int po, double radius, double[] d, int off) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector h = DoubleVector.zero(S);
      DoubleVector g = DoubleVector.zero(S);
      for (int j = 0; j < 3; j++) {
        DoubleVector v = DoubleVector.fromArray(S, u, uo + j * ld + i);
        DoubleVector minus = v.sub(p[po + j]);
        DoubleVector plus = v.add(p[po + j]);
        h = minus.fma(minus, h);
        g = plus.fma(plus, g);
      }
      h = TYPE.cast(h).mul(0.25);
      g = TYPE.cast(g).mul(0.25);
      VectorMask<Double> near = h.compare(VectorOperators.LE, 0.25);
      VectorMask<Double> opposite = g.compare(VectorOperators.LE, 0.25);
      DoubleVector s = g.sub(h).blend(g.sqrt(), opposite).blend(h.sqrt(), near);
      DoubleVector z = s.mul(s);
      DoubleVector q = DoubleVector.broadcast(S, DistanceReference.A12); // float: FloatVector q = FloatVector.broadcast(S, FloatDistanceReference.A5);
      q = q.fma(z, DoubleVector.broadcast(S, DistanceReference.A11)); // float:
      q = q.fma(z, DoubleVector.broadcast(S, DistanceReference.A10)); // float:
      q = q.fma(z, DoubleVector.broadcast(S, DistanceReference.A9)); // float:
      q = q.fma(z, DoubleVector.broadcast(S, DistanceReference.A8)); // float:
      q = q.fma(z, DoubleVector.broadcast(S, DistanceReference.A7)); // float:
      q = q.fma(z, DoubleVector.broadcast(S, DistanceReference.A6)); // float:
      q = q.fma(z, DoubleVector.broadcast(S, DistanceReference.A5)); // float:
      q = q.fma(z, DoubleVector.broadcast(S, DistanceReference.A4));
      q = q.fma(z, DoubleVector.broadcast(S, DistanceReference.A3));
      q = q.fma(z, DoubleVector.broadcast(S, DistanceReference.A2));
      q = q.fma(z, DoubleVector.broadcast(S, DistanceReference.A1));
      q = q.fma(z, DoubleVector.broadcast(S, DistanceReference.A0));
      s = s.mul(z).fma(q, s);
      DoubleVector twice = s.add(s);
      DoubleVector middle = DoubleVector.broadcast(S, 0.5 * DistanceReference.PI_HIGH).sub(s)
          .add(0.5 * DistanceReference.PI_LOW);
      DoubleVector angle = middle.blend(DoubleVector.broadcast(S, DistanceReference.PI_HIGH).sub(twice)
          .add(DistanceReference.PI_LOW), opposite).blend(twice, near);
      angle.mul(radius).intoArray(d, off + i);
    }
    super.greatCircle(n - i, u, uo + i, ld, p, po, radius, d, off + i);
  }
}
