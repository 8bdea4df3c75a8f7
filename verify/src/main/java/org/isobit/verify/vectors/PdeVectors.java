package org.isobit.verify.vectors;

import org.isobit.kernels.pde.ExponentialStages;
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
  }
}
