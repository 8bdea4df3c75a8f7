package org.isobit.kernels.pde;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/** Products of spectral methods; bits of {@link SpectralProductsReference}. */
public final class SpectralProductsSimd extends SpectralProductsReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();
  private static final VectorShuffle<Double> SWAP = swap();

  SpectralProductsSimd() {}

  private static VectorShuffle<Double> swap() {
    int[] lanes = new int[V];
    for (int l = 0; l < V; l++) {
      lanes[l] = l ^ 1;
    }
    return VectorShuffle.fromArray(S, lanes, 0);
  }

  @Override
  public void product(int n, double[] u, int uo, double[] w, int wo, double[] p, int po) {
    int i = 0;
    for (int end = n - V; i <= end; i += V) {
      DoubleVector.fromArray(S, u, uo + i).mul(DoubleVector.fromArray(S, w, wo + i)).intoArray(p, po + i);
    }
    super.product(n - i, u, uo + i, w, wo + i, p, po + i);
  }

  @Override
  public void imaginary(int count, double[] a, int ao, double[] x, int xo, double[] y, int yo) {
    int k = 0;
    for (int end = 2 * count - V; k <= end; k += V) {
      DoubleVector.fromArray(S, x, xo + k).rearrange(SWAP).mul(DoubleVector.fromArray(S, a, ao + k))
          .intoArray(y, yo + k);
    }
    super.imaginary(count - k / 2, a, ao + k, x, xo + k, y, yo + k);
  }

  @Override
  public void imaginary(int count, int lanes, int first, double[] a, int ao, double[] x, int xo, double[] y, int yo) {
    int lane = first;
    for (; lane + V <= lanes; lane += V) {
      for (int i = 0; i < 2 * count; i += 2) {
        int at = i * lanes + lane;
        DoubleVector re = DoubleVector.fromArray(S, x, xo + at);
        DoubleVector im = DoubleVector.fromArray(S, x, xo + at + lanes);
        im.mul(a[ao + i]).intoArray(y, yo + at);
        re.mul(a[ao + i + 1]).intoArray(y, yo + at + lanes);
      }
    }
    super.imaginary(count, lanes, lane, a, ao, x, xo, y, yo);
  }
}
