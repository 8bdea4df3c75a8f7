package org.isobit.verify.vectors;

import org.isobit.kernels.pde.ExponentialStages;
import org.isobit.kernels.pde.QuasiGeostrophicFlow;
import org.isobit.kernels.pde.ShallowWaterFlow;
import org.isobit.kernels.pde.SpectralProducts;
import org.isobit.verify.Inputs;

/** What models of partial differential equations are made of, on random fields. */
public final class PdeVectors implements KernelVectors {

  private static final int N = 19;

  /** Made by the service loader. */
  public PdeVectors() {}

  @Override
  public void write(VectorText out) {
    Inputs inputs = new Inputs(62);
    double[] e = inputs.doubles(N);
    double[] x = inputs.doubles(N);
    double[] q = inputs.doubles(N);
    double[] factors = inputs.doubles(4 * N);
    double[] terms = inputs.doubles(4 * N);
    double[] y = new double[N];
    ExponentialStages.stage(N, e, 0, x, 0, q, 0, terms, 0, y, 0);
    out.kernel("etdStage.double").in("e", e).in("x", x).in("q", q).in("f", java.util.Arrays.copyOf(terms, N))
        .out("y", y);
    ExponentialStages.correctedStage(N, e, 0, x, 0, q, 0, terms, 0, y, 0);
    out.kernel("etdCorrectedStage.double").in("e", e).in("x", x).in("q", q).in("terms", terms).out("y", y);
    out.kernel("etdRungeKutta4.double").in("factors", factors).in("terms", terms).in("x", x);
    ExponentialStages.finish(N, factors, 0, terms, 0, x, 0);
    out.out("x", x);
    SpectralProducts.product(N, e, 0, q, 0, y, 0);
    out.kernel("pointProduct.double").in("u", e).in("w", q).out("p", y);
    double[] products = new double[2 * N];
    SpectralProducts.imaginary(N, factors, 0, terms, 0, products, 0);
    out.kernel("imaginaryProduct.double").in("a", java.util.Arrays.copyOf(factors, 2 * N))
        .in("x", java.util.Arrays.copyOf(terms, 2 * N)).out("y", products);
    double[] lanes = new double[2 * N];
    SpectralProducts.imaginaryInterleaved(2, N / 2, factors, 0, terms, 0, lanes, 0);
    out.kernel("interleavedImaginaryProduct.double").in("lanes", N / 2).in("a", java.util.Arrays.copyOf(factors, 4))
        .in("x", java.util.Arrays.copyOf(terms, 4 * (N / 2))).out("y", java.util.Arrays.copyOf(lanes, 4 * (N / 2)));
    quasiGeostrophic(out, 4, 3, inputs);
    quasiGeostrophic(out, 5, 21, inputs);
    shallowWater(out, 1, 2, inputs);
    shallowWater(out, 3, 11, inputs);
  }

  private static void shallowWater(VectorText out, int rows, int columns, Inputs inputs) {
    double[] bottom = inputs.doubles(rows * columns);
    ShallowWaterFlow flow = ShallowWaterFlow.of(rows, columns, 1.5, 0.75, 9.8, 0.3, 2.5, bottom);
    double[] x = inputs.doubles(flow.size());
    double[] u = inputs.doubles(flow.size());
    double[] d = new double[x.length];
    double[] work = new double[flow.workspace()];
    for (String kernel : new String[] {"shallowWater", "shallowWaterTangent", "shallowWaterAdjoint"}) {
      out.kernel(kernel + ".double").in("rows", rows).in("columns", columns).in("dy", 1.5).in("dx", 0.75)
          .in("gravity", 9.8).in("coriolis", 0.3).in("alpha", 2.5).in("bottom", bottom).in("x", x);
      if (kernel.equals("shallowWater")) {
        flow.tendency(x, 0, d, 0, work, 0);
      } else if (kernel.equals("shallowWaterTangent")) {
        out.in("u", u);
        flow.tangent(x, 0, u, 0, d, 0, work, 0);
      } else {
        out.in("u", u);
        flow.adjoint(x, 0, u, 0, d, 0, work, 0);
      }
      out.out("d", d);
    }
  }

  private static void quasiGeostrophic(VectorText out, int rows, int columns, Inputs inputs) {
    QuasiGeostrophicFlow flow = QuasiGeostrophicFlow.of(rows, columns, 16.0, 0.75, 0.3, 0.01, 0.001);
    double[] x = inputs.doubles(rows * columns);
    double[] u = inputs.doubles(rows * columns);
    double[] d = new double[x.length];
    double[] work = new double[flow.workspace()];
    for (String kernel : new String[] {"quasiGeostrophic", "quasiGeostrophicTangent", "quasiGeostrophicAdjoint"}) {
      out.kernel(kernel + ".double").in("rows", rows).in("columns", columns).in("froude", 16.0).in("r", 0.75)
          .in("rkb", 0.3).in("rkh", 0.01).in("rkh2", 0.001).in("psi", x);
      if (kernel.equals("quasiGeostrophic")) {
        flow.tendency(x, 0, d, 0, work, 0);
      } else if (kernel.equals("quasiGeostrophicTangent")) {
        out.in("u", u);
        flow.tangent(x, 0, u, 0, d, 0, work, 0);
      } else {
        out.in("u", u);
        flow.adjoint(x, 0, u, 0, d, 0, work, 0);
      }
      out.out("d", d);
    }
  }
}
