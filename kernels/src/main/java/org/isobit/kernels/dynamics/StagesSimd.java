package org.isobit.kernels.dynamics;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/** The element-by-element parts of Runge–Kutta schemes; bits of {@link StagesReference}. */
public final class StagesSimd extends StagesReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  StagesSimd() {}

  @Override
  public void stage(int n, double dt, double part, double[] x, int xo, double[] f, int fo, double[] k, int ko,
      double[] y, int yo) {
    int i = 0;
    for (int end = n - V; i <= end; i += V) {
      DoubleVector ki = DoubleVector.fromArray(S, f, fo + i).mul(dt);
      ki.intoArray(k, ko + i);
      DoubleVector.fromArray(S, x, xo + i).add(ki.mul(part)).intoArray(y, yo + i);
    }
    super.stage(n - i, dt, part, x, xo + i, f, fo + i, k, ko + i, y, yo + i);
  }

  @Override
  public void rungeKutta4(int n, double dt, double[] f, int fo, double[] k1, int ko1, double[] k2, int ko2, double[] k3,
      int ko3, double[] x, int xo) {
    int i = 0;
    for (int end = n - V; i <= end; i += V) {
      DoubleVector k4 = DoubleVector.fromArray(S, f, fo + i).mul(dt);
      DoubleVector middle = DoubleVector.fromArray(S, k2, ko2 + i).add(DoubleVector.fromArray(S, k3, ko3 + i)).mul(2.0);
      DoubleVector sum = DoubleVector.fromArray(S, k1, ko1 + i).add(middle).add(k4).div(6.0);
      DoubleVector.fromArray(S, x, xo + i).add(sum).intoArray(x, xo + i);
    }
    super.rungeKutta4(n - i, dt, f, fo + i, k1, ko1 + i, k2, ko2 + i, k3, ko3 + i, x, xo + i);
  }

  @Override
  public void heun(int n, double dt, double[] f, int fo, double[] k1, int ko1, double[] x, int xo) {
    int i = 0;
    for (int end = n - V; i <= end; i += V) {
      DoubleVector sum = DoubleVector.fromArray(S, k1, ko1 + i).add(DoubleVector.fromArray(S, f, fo + i).mul(dt))
          .div(2.0);
      DoubleVector.fromArray(S, x, xo + i).add(sum).intoArray(x, xo + i);
    }
    super.heun(n - i, dt, f, fo + i, k1, ko1 + i, x, xo + i);
  }

  @Override
  public void euler(int n, double dt, double[] f, int fo, double[] x, int xo) {
    int i = 0;
    for (int end = n - V; i <= end; i += V) {
      DoubleVector.fromArray(S, x, xo + i).add(DoubleVector.fromArray(S, f, fo + i).mul(dt)).intoArray(x, xo + i);
    }
    super.euler(n - i, dt, f, fo + i, x, xo + i);
  }

  @Override
  public void adjointStage(int n, double dt, double weight, double part, double[] a, int ao, double[] sum, int so,
      double[] k, int ko) {
    int i = 0;
    for (int end = n - V; i <= end; i += V) {
      DoubleVector y = DoubleVector.fromArray(S, k, ko + i).mul(dt);
      DoubleVector.fromArray(S, sum, so + i).add(y).intoArray(sum, so + i);
      DoubleVector.fromArray(S, a, ao + i).mul(weight).add(y.mul(part)).intoArray(k, ko + i);
    }
    super.adjointStage(n - i, dt, weight, part, a, ao + i, sum, so + i, k, ko + i);
  }
}
