// Master of FloatEcosystemVectors: the float version is generated from this file.
package org.isobit.verify.vectors;

import org.isobit.kernels.Workers;
import org.isobit.kernels.ecosystem.FashamFlows;
import org.isobit.kernels.ecosystem.NpzdFlows;
import org.isobit.kernels.ecosystem.Transfers;
import org.isobit.verify.Inputs;

/** Ecosystems of a few cells, some with nothing in a pool, and steps of them with and without a floor. */
public final class EcosystemVectors implements KernelVectors {

  private static final int LANES = 3;

  private final Workers one = Workers.serial();

  /** Made by the service loader. */
  public EcosystemVectors() {}

  @Override
  public void write(VectorText out) {
    npzd(out);
    fasham(out);
    steps(out, 2, new int[] {0, 1, 0}, new int[] {1, 0, 1});
    steps(out, NpzdFlows.POOLS, NpzdFlows.from(), NpzdFlows.to());
    steps(out, FashamFlows.POOLS, FashamFlows.from(), FashamFlows.to());
  }

  /** Numbers from 0 to 2, but for the first of each pool, which is 0 in every third one. */
  private static double[] positive(long seed, int rows) {
    double[] x = new Inputs(seed).doubles(rows * LANES);
    for (int i = 0; i < x.length; i++) {
      x[i] = i % (3 * LANES) == 0 ? 0.0 : 2.0 * Math.abs(x[i]);
    }
    return x;
  }

  /** Optimal light is that of the surface, or imin; light is above imin, or below. */
  private void npzd(VectorText out) {
    double[] parameters = positive(1000, NpzdFlows.PARAMETERS);
    for (int l = 0; l < LANES; l++) {
      parameters[3 * LANES + l] = 0.5 + l;
      parameters[10 * LANES + l] = 0.25 + l;
    }
    double[] surface = {1.5, 4.5, 9.0};
    double[] light = {0.375, 0.75, 5.0};
    double[] c = positive(1001, NpzdFlows.POOLS);
    double[] flows = new double[NpzdFlows.FLOWS * LANES];
    NpzdFlows.rates(1, LANES, parameters, 0, surface, 0, light, 0, c, 0, LANES, flows, 0, LANES, one);
    out.kernel("npzdFlows.double").in("n", 1).in("lanes", LANES).in("parameters", parameters).in("surface", surface)
        .in("light", light).in("c", c).out("flows", flows);
  }

  /** In the first lane is nothing to graze; in the others, bacteria want more ammonium than there is, or less. */
  private void fasham(VectorText out) {
    double[] parameters = positive(1002, FashamFlows.PARAMETERS);
    for (int q : new int[] {0, 2, 3}) {
      parameters[q * LANES] = 0.5;
    }
    double[] light = {0.375, 0.75, 5.0};
    double[] c = positive(1003, FashamFlows.POOLS);
    c[2 * LANES] = 0.0;
    c[6 * LANES + 1] = 100.0;
    double[] flows = new double[FashamFlows.FLOWS * LANES];
    FashamFlows.rates(1, LANES, parameters, 0, light, 0, c, 0, LANES, flows, 0, LANES, one);
    out.kernel("fashamFlows.double").in("n", 1).in("lanes", LANES).in("parameters", parameters).in("light", light)
        .in("c", c).out("flows", flows);
  }

  private void steps(VectorText out, int pools, int[] from, int[] to) {
    double[] flows = positive(1010 + pools, from.length);
    for (double floor : new double[] {Double.NEGATIVE_INFINITY, 0.5}) {
      double[] c = positive(1020 + pools, pools);
      start(out, "transferEuler.double", pools, from, to).in("floor", floor).in("flows", flows).in("c", c);
      Transfers.euler(LANES, pools, from, to, 0.75, floor, flows, 0, LANES, c, 0, LANES, one);
      out.out("c", c);
    }
    double[] c = positive(1020 + pools, pools);
    start(out, "transferPatankar.double", pools, from, to).in("flows", flows).in("c", c);
    Transfers.patankar(LANES, pools, from, to, 0.75, flows, 0, LANES, c, 0, LANES,
        new double[Transfers.workspace(pools, one)], one);
    out.out("c", c);
  }

  private static VectorText start(VectorText out, String kernel, int pools, int[] from, int[] to) {
    return out.kernel(kernel).in("cells", LANES).in("pools", pools).in("from", from).in("to", to).in("dt", 0.75);
  }
}
