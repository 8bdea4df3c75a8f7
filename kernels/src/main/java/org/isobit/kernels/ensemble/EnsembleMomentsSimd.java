// Master of FloatEnsembleMomentsSimd: the float version is generated from this file.
package org.isobit.kernels.ensemble;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.Backend;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.reduce.LaneReduceReference;
import org.isobit.kernels.reduce.LaneReduceSimd;

/**
 * Vector API {@link EnsembleMoments}: one lane, one point; blocks of points are read twice, from memory once. The
 * second pass of a block does not go with the first of the next: memory is as fast as the processor looks ahead, and
 * all that stands between two reads shortens its view. On Zen 5 both in one loop reach half the triad's bandwidth, one
 * after the other three quarters.
 */
public final class EnsembleMomentsSimd extends EnsembleMomentsReference {

  private static final LaneReduceReference LANES = LaneReduceReference.of(Backend.SIMD);
  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  EnsembleMomentsSimd() {}

  @Override
  public void mean(int members, int n, double[] e, int eo, int ld, double[] mean, int mo) {
    LANES.mean(members, n, e, eo, ld, mean, mo);
  }

  @Override
  public void spread(int members, int n, double[] e, int eo, int ld, double[] spread, int so) {
    double[] mean = ThreadArray.atLeast(PointBlocks.LONGEST);
    int block = PointBlocks.points(members);
    for (int start = 0; n - start > 0; start += block) {
      int length = n - start < block ? n - start : block;
      LANES.mean(members, length, e, eo + start, ld, mean, 0);
      LANES.squaredDeviations(members, length, e, eo + start, ld, mean, 0, spread, so + start);
      deviation(length, spread, so + start, members - 1);
    }
  }

  @Override
  public void anomalySpread(int members, int n, double[] a, int ao, int ld, double[] spread, int so) {
    for (int start = 0; n - start > 0; start += PointBlocks.LONGEST) {
      int length = n - start < PointBlocks.LONGEST ? n - start : PointBlocks.LONGEST;
      LaneReduceSimd.squares(members, length, a, ao + start, ld, spread, so + start);
      deviation(length, spread, so + start, members - 1);
    }
  }

  private static void deviation(int n, double[] s, int so, double divisor) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector.fromArray(S, s, so + i).div(divisor).sqrt().intoArray(s, so + i);
    }
    for (; i < n; i++) {
      s[so + i] = Math.sqrt(s[so + i] / divisor);
    }
  }
}
