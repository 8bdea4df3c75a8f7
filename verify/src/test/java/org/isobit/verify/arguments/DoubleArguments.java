package org.isobit.verify.arguments;

import java.util.Random;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.dynamics.CubicLorenz96Tendency;
import org.isobit.kernels.dynamics.DoublePendulumTendency;
import org.isobit.kernels.dynamics.Lorenz2005System;
import org.isobit.kernels.dynamics.Lorenz63Tendency;
import org.isobit.kernels.dynamics.Lorenz96Tendency;
import org.isobit.kernels.dynamics.QuadraticSystem;
import org.isobit.kernels.dynamics.Stages;
import org.isobit.kernels.dynamics.TwoScaleLorenzTendency;
import org.isobit.kernels.ensemble.SerialUpdate;

/** The entries that there are in double alone. */
final class DoubleArguments extends ArgumentTable {

  private static final int N = 41;
  private static final int MEMBERS = 3;

  DoubleArguments() {
    Scalar dt = number("dt", 0.05, ArgumentTable::any);
    call(Stages.class, "stage", size("n", N), dt, number("part", 0.5, ArgumentTable::any), vector("x", N),
        vector("f", N), outVector("k", N), outVector("y", N));
    call(Stages.class, "rungeKutta4", size("n", N), dt, vector("f", N), vector("k1", N), vector("k2", N),
        vector("k3", N), outVector("x", N));
    call(Stages.class, "heun", size("n", N), dt, vector("f", N), vector("k1", N), outVector("x", N));
    call(Lorenz63Tendency.class, "tendency", number("sigma", 10.0, ArgumentTable::any),
        number("rho", 28.0, ArgumentTable::any), number("beta", 2.5, ArgumentTable::any), least("lanes", 1, N),
        vector("x", 3 * N), outVector("dxdt", 3 * N));
    call(Lorenz96Tendency.class, "tendencies", least("states", 1, MEMBERS), least("n", 4, N),
        number("forcing", 8.0, ArgumentTable::any), vector("x", MEMBERS * N), outVector("dxdt", MEMBERS * N));
    call(Lorenz96Tendency.class, "tendency", least("n", 4, N), number("forcing", 8.0, ArgumentTable::any),
        vector("x", N), outVector("dxdt", N));
    call(Stages.class, "euler", size("n", N), dt, vector("f", N), outVector("x", N));
    call(Stages.class, "adjointStage", size("n", N), dt, number("weight", 0.5, ArgumentTable::any),
        number("part", 0.5, ArgumentTable::any), vector("a", N), outVector("sum", N), outVector("k", N));
    derivatives();
    rings();
    systems();
    serial();
    call(Stages.class, "rungeKutta4", dt, view(3, N), view(3, N), view(3, N), view(3, N), view(3, N));
  }

  private void rings() {
    Scalar nu = number("nu", 0.5, ArgumentTable::any);
    Scalar lambda = number("lambda", 1.5, ArgumentTable::any);
    Scalar forcing = number("forcing", 8.0, ArgumentTable::any);
    call(CubicLorenz96Tendency.class, "tendency", least("n", 4, N), forcing, nu, lambda, vector("x", N),
        outVector("dxdt", N));
    call(CubicLorenz96Tendency.class, "tangent", least("n", 4, N), nu, lambda, vector("x", N), vector("dx", N),
        outVector("out", N));
    call(CubicLorenz96Tendency.class, "adjoint", least("n", 4, N), nu, lambda, vector("x", N), vector("dy", N),
        outVector("out", N));
    int size = N * 4;
    Scalar fast = least("fast", 1, 3);
    Scalar h = number("h", 1.0, ArgumentTable::any);
    Scalar c = number("c", 10.0, ArgumentTable::any);
    Scalar b = number("b", 10.0, ArgumentTable::any);
    call(TwoScaleLorenzTendency.class, "tendency", least("n", 4, N), fast, forcing, h, c, b, vector("x", size),
        outVector("dxdt", size));
    call(TwoScaleLorenzTendency.class, "tangent", least("n", 4, N), fast, h, c, b, vector("x", size),
        vector("dx", size), outVector("out", size));
    call(TwoScaleLorenzTendency.class, "adjoint", least("n", 4, N), fast, h, c, b, vector("x", size),
        vector("dy", size), outVector("out", size));
  }

  private void systems() {
    int lanes = 5;
    QuadraticSystem quadratic = new QuadraticSystem.Builder(3).add(1, 0, 2, 0.5).add(2, 1, 3, 2.0).add(3, 2, 2, -1.0)
        .build();
    on(QuadraticSystem.class, () -> quadratic, "tendency", least("lanes", 1, lanes), vector("x", 3 * lanes),
        outVector("dxdt", 3 * lanes));
    on(QuadraticSystem.class, () -> quadratic, "tangent", least("lanes", 1, lanes), vector("x", 3 * lanes),
        vector("dx", 3 * lanes), outVector("out", 3 * lanes));
    on(QuadraticSystem.class, () -> quadratic, "adjoint", least("lanes", 1, lanes), vector("x", 3 * lanes),
        vector("dy", 3 * lanes), outVector("out", 3 * lanes));
    on(QuadraticSystem.class, () -> quadratic, "term", index("term", 1, 3));
    makers();
    Scalar mu = number("mu", 0.5, ArgumentTable::any);
    Scalar l1 = number("l1", 1.0, ArgumentTable::any);
    Scalar l2 = number("l2", 1.0, ArgumentTable::any);
    Scalar g = number("g", 9.8, ArgumentTable::any);
    call(DoublePendulumTendency.class, "tendency", mu, l1, l2, g, least("lanes", 1, lanes), vector("x", 4 * lanes),
        outVector("dxdt", 4 * lanes));
    call(DoublePendulumTendency.class, "tangent", mu, l1, l2, g, least("lanes", 1, lanes), vector("x", 4 * lanes),
        vector("dx", 4 * lanes), outVector("out", 4 * lanes));
    call(DoublePendulumTendency.class, "adjoint", mu, l1, l2, g, least("lanes", 1, lanes), vector("x", 4 * lanes),
        vector("dy", 4 * lanes), outVector("out", 4 * lanes));
    Lorenz2005System averages = Lorenz2005System.three(N, 4, 3, 10.0, 2.5, 15.0);
    on(Lorenz2005System.class, () -> averages, "tendency", vector("x", N), outVector("dxdt", N),
        outVector("work", averages.workspace()));
    on(Lorenz2005System.class, () -> averages, "tangent", vector("x", N), vector("dx", N), outVector("out", N),
        outVector("work", averages.workspace()));
    on(Lorenz2005System.class, () -> averages, "adjoint", vector("x", N), vector("dy", N), outVector("out", N),
        outVector("work", averages.workspace()));
  }

  private void makers() {
    call(QuadraticSystem.class, "of", number("n", 3, x -> x == 3 || x == 4), array("i", 3).holding(new int[] {1, 2, 3}),
        array("j", 3).holding(new int[] {0, 1, 2}), array("k", 3).holding(new int[] {2, 3, 2}), array("v", 3));
    make(QuadraticSystem.Builder.class, least("n", 1, 100_000));
    on(QuadraticSystem.Builder.class, () -> new QuadraticSystem.Builder(3), "add", least("i", 1, 3), size("j", 3),
        size("k", 3), number("v", 1.0, ArgumentTable::any));
    Scalar forcing = number("forcing", 8.0, Double::isFinite);
    call(Lorenz2005System.class, "two", number("n", N, x -> x >= 16 && x <= 50_000_000), least("K", 1, 4), forcing);
    call(Lorenz2005System.class, "three", number("n", N, x -> x >= 16 && x <= 50_000_000), least("K", 1, 4),
        least("smoothing", 1, 3), number("b", 10.0, Double::isFinite), number("c", 2.5, Double::isFinite), forcing);
  }

  private void derivatives() {
    for (boolean tangent : new boolean[] {true, false}) {
      String method = tangent ? "tangent" : "adjoint";
      String u = tangent ? "dx" : "dy";
      call(Lorenz63Tendency.class, method, number("sigma", 10.0, ArgumentTable::any),
          number("rho", 28.0, ArgumentTable::any), number("beta", 2.5, ArgumentTable::any), least("lanes", 1, N),
          vector("x", 3 * N), vector(u, 3 * N), outVector("out", 3 * N));
      call(Lorenz96Tendency.class, method, least("n", 4, N), vector("x", N), vector(u, N), outVector("out", N));
    }
  }

  private Matrix view(int rows, int columns) {
    return Matrix.of((double[]) numbers(new Random(rows), rows * columns), rows, columns);
  }

  private void serial() {
    int n = 5 * SerialUpdate.WIDTH;
    int[] block = {3, 0, 4};
    call(SerialUpdate.class, "update", least("members", 1, MEMBERS), size("blocks", block.length),
        vector("block", block.length).holding(block), vector("weight", block.length * SerialUpdate.WIDTH),
        vector("y", MEMBERS), number("contraction", 0.25, ArgumentTable::any),
        number("gain", 0.5, ArgumentTable::any),
        number("n", n, x -> x == n), outMatrix("z", MEMBERS, n), outVector("mean", n));
    call(SerialUpdate.class, "update", vector("block", block.length).holding(block),
        view(block.length, SerialUpdate.WIDTH), view(1, MEMBERS), number("contraction", 0.25, ArgumentTable::any),
        number("gain", 0.5, ArgumentTable::any), view(MEMBERS, n), view(1, n));
  }

  @Override
  Object numbers(Random random, int length) {
    return random.doubles(length, 0.25, 1.25).toArray();
  }
}
