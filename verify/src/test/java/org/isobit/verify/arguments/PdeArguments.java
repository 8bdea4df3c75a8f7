package org.isobit.verify.arguments;

import java.util.Random;
import org.isobit.kernels.pde.ExponentialStages;
import org.isobit.kernels.pde.QuasiGeostrophicFlow;
import org.isobit.kernels.pde.ShallowWaterFlow;
import org.isobit.kernels.pde.SpectralProducts;
import org.isobit.linalg.poisson.DirichletHelmholtz;

/** The entries of partial differential equations. */
final class PdeArguments extends ArgumentTable {

  private static final int N = 41;

  PdeArguments() {
    call(ExponentialStages.class, "stage", size("n", N), vector("e", N), vector("x", N), vector("q", N),
        vector("f", N), outVector("y", N));
    call(ExponentialStages.class, "correctedStage", size("n", N), vector("e", N), vector("x", N), vector("q", N),
        vector("terms", 3 * N), outVector("y", N));
    call(ExponentialStages.class, "finish", size("n", N), vector("factors", 4 * N), vector("terms", 4 * N),
        outVector("x", N));
    call(SpectralProducts.class, "product", size("n", N), vector("u", N), vector("w", N), outVector("p", N));
    call(SpectralProducts.class, "imaginary", size("count", N), vector("a", 2 * N), vector("x", 2 * N),
        outVector("y", 2 * N));
    call(SpectralProducts.class, "imaginaryInterleaved", size("count", N), size("lanes", 9), vector("a", 2 * N),
        vector("x", 18 * N), outVector("y", 18 * N));
    gyres();
    waters();
    Scalar spacing = number("rowSpacing", 0.5, ArgumentTable::positive);
    Scalar fourth = number("rowSpacing", 0.5, x -> x >= 1e-75 && x <= 1e75);
    call(DirichletHelmholtz.class, "of", number("rows", 5, x -> x == 5 || x == 1),
        number("columns", 14, x -> x == 14 || x == 1), fourth, number("columnSpacing", 0.5, ArgumentTable::positive),
        number("lambda", 0.5, ArgumentTable::notNegative));
    DirichletHelmholtz solver = DirichletHelmholtz.of(5, 14, 1.0, 1.0, 0.5);
    on(DirichletHelmholtz.class, () -> solver, "solve", matrix("f", 5, 14), outMatrix("u", 5, 14));
  }

  private void waters() {
    ShallowWaterFlow flow = ShallowWaterFlow.of(3, 11, 1.0, 1.0, 9.8, 0.1, 2.0, new double[33]);
    int n = flow.size();
    on(ShallowWaterFlow.class, () -> flow, "tendency", vector("x", n), outVector("dxdt", n),
        outVector("work", flow.workspace()));
    on(ShallowWaterFlow.class, () -> flow, "tangent", vector("x", n), vector("dx", n), outVector("out", n),
        outVector("work", flow.workspace()));
    on(ShallowWaterFlow.class, () -> flow, "adjoint", vector("x", n), vector("dy", n), outVector("out", n),
        outVector("work", flow.workspace()));
    call(ShallowWaterFlow.class, "of", number("rows", 3, x -> x == 3), number("columns", 11, x -> x == 11),
        number("dy", 1.0, ArgumentTable::positive), number("dx", 1.0, ArgumentTable::positive),
        number("gravity", 9.8, ArgumentTable::positive), number("coriolis", 0.1, Double::isFinite),
        number("alpha", 2.0, ArgumentTable::notNegative), array("bottom", 33));
  }

  private void gyres() {
    QuasiGeostrophicFlow flow = QuasiGeostrophicFlow.of(5, 12, 16.0, 0.5, 0.1, 0.1, 0.1);
    int n = flow.size();
    on(QuasiGeostrophicFlow.class, () -> flow, "tendency", vector("psi", n), outVector("dqdt", n),
        outVector("work", flow.workspace()));
    on(QuasiGeostrophicFlow.class, () -> flow, "tangent", vector("psi", n), vector("dpsi", n), outVector("out", n),
        outVector("work", flow.workspace()));
    on(QuasiGeostrophicFlow.class, () -> flow, "adjoint", vector("psi", n), vector("dq", n), outVector("out", n),
        outVector("work", flow.workspace()));
    call(QuasiGeostrophicFlow.class, "of", number("rows", 5, x -> x >= 3 && x <= 65536),
        number("columns", 12, x -> x >= 3 && x <= 65536), number("froude", 16.0, Double::isFinite),
        number("r", 0.5, Double::isFinite), number("rkb", 0.1, Double::isFinite),
        number("rkh", 0.1, Double::isFinite), number("rkh2", 0.1, Double::isFinite));
  }

  @Override
  Object numbers(Random random, int length) {
    return random.doubles(length, 0.25, 1.25).toArray();
  }
}
