// Master of FloatJacobiSvdSimd: the float version is generated from this file.
package org.isobit.linalg.svd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/** The Vector API form of the rotations of {@link JacobiSvd}: same bits as {@link JacobiSvdReference}. Thread-safe. */
final class JacobiSvdSimd extends JacobiSvdReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  JacobiSvdSimd() {}

  /** The padding of rows to a multiple of the vector length is zero and stays so. */
  @Override
  void rotate(int n, double[] w, int x, int y, double c, double s) {
    DoubleVector cs = DoubleVector.broadcast(S, c);
    DoubleVector sn = DoubleVector.broadcast(S, s);
    for (int i = 0; i < n; i += V) {
      DoubleVector wx = DoubleVector.fromArray(S, w, x + i);
      DoubleVector wy = DoubleVector.fromArray(S, w, y + i);
      cs.fma(wx, sn.mul(wy).neg()).intoArray(w, x + i);
      sn.fma(wx, cs.mul(wy)).intoArray(w, y + i);
    }
  }
}
