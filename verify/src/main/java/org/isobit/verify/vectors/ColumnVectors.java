// Master of FloatColumnVectors: the float version is generated from this file.
package org.isobit.verify.vectors;

import org.isobit.kernels.Workers;
import org.isobit.kernels.column.Diffusion;
import org.isobit.kernels.column.OpticalDepth;
import org.isobit.kernels.column.Sinking;
import org.isobit.kernels.column.Tridiagonal;
import org.isobit.verify.Inputs;

/** Columns: short ones, some with zeros of both signs, and long ones. */
public final class ColumnVectors implements KernelVectors {

  private static final int[][] SHAPES = {{1, 2}, {2, 3}, {3, 2}, {9, 2}};
  private static final int FIELDS = 2;

  private final Workers one = Workers.serial();

  /** Made by the service loader. */
  public ColumnVectors() {}

  @Override
  public void write(VectorText out) {
    for (int[] shape : SHAPES) {
      system(out, shape[0], shape[1]);
      sinking(out, shape[0], shape[1]);
      opticalDepth(out, shape[0], shape[1]);
    }
    diffusion(out, 1, 2);
    diffusion(out, 4, 2);
  }

  private void system(VectorText out, int n, int lanes) {
    int size = n * lanes;
    Inputs inputs = new Inputs(900 + n);
    double[] lower = inputs.doubles(size);
    double[] diagonal = inputs.doubles(size);
    double[] upper = inputs.doubles(size);
    double[] x = inputs.doubles(FIELDS * size);
    for (int i = 0; i < size; i++) {
      diagonal[i] += 2.5;
      if (n == 3) {
        lower[i] = i % 2 == 0 ? 0.0 : -0.0;
        x[i] = i % 3 == 0 ? 0.0 : -0.0;
      }
    }
    double[] factors = new double[3 * size];
    Tridiagonal.factor(n, lanes, lower, 0, diagonal, 0, upper, 0, factors, 0, one);
    out.kernel("tridiagonalFactor.double").in("n", n).in("lanes", lanes).in("lower", lower).in("diagonal", diagonal)
        .in("upper", upper).out("factors", factors);
    out.kernel("tridiagonalSolve.double").in("n", n).in("lanes", lanes).in("fields", FIELDS).in("factors", factors)
        .in("x", x);
    Tridiagonal.solve(n, lanes, factors, 0, FIELDS, x, 0, size, one);
    out.out("x", x);
  }

  /** The first column has a face without exchange; in the second one, zeros of both signs are mixed at the bed. */
  private void diffusion(VectorText out, int n, int lanes) {
    int size = n * lanes;
    Inputs inputs = new Inputs(990 + n);
    double[] exchange = inputs.doubles(size);
    double[] reciprocals = inputs.doubles(n);
    double[] c = inputs.doubles(FIELDS * size);
    for (int i = 0; i < size; i++) {
      exchange[i] = i == size - lanes ? 0.0 : 4.0 * Math.abs(exchange[i]);
    }
    for (int i = 0; i < n; i++) {
      reciprocals[i] = 0.5 + Math.abs(reciprocals[i]);
    }
    c[size - 1] = -0.0;
    double[] factors = new double[3 * size];
    Diffusion.factor(n, lanes, exchange, 0, reciprocals, 0, factors, 0, one);
    out.kernel("diffusionFactor.double").in("n", n).in("lanes", lanes).in("exchange", exchange)
        .in("reciprocals", reciprocals).out("factors", factors);
    out.kernel("diffusionStep.double").in("n", n).in("lanes", lanes).in("reciprocals", reciprocals)
        .in("factors", factors).in("fields", FIELDS).in("c", c);
    Diffusion.step(n, lanes, reciprocals, 0, factors, 0, FIELDS, c, 0, size, new double[size], 0, one);
    out.out("c", c);
  }

  /** Each second factor of the shortest columns is 1 and others 0, as that of level 0. */
  private void sinking(VectorText out, int n, int lanes) {
    for (boolean open : new boolean[] {false, true}) {
      Inputs inputs = new Inputs(950 + n);
      double[] factors = inputs.doubles(n);
      double[] c = inputs.doubles(n * lanes);
      for (int i = 0; i < n; i++) {
        factors[i] = n == 2 ? i % 2 : Math.abs(factors[i]);
      }
      for (int i = 0; i < c.length && n == 3; i++) {
        c[i] = i % 2 == 0 ? c[i] : -0.0;
      }
      out.kernel("sinking.double").in("n", n).in("lanes", lanes).in("factors", factors).in("open", open).in("c", c);
      Sinking.step(n, lanes, factors, 0, open, c, 0, one);
      out.out("c", c);
    }
  }

  private void opticalDepth(VectorText out, int n, int lanes) {
    int size = n * lanes;
    for (int fields = 1; fields <= 3; fields += 2) {
      Inputs inputs = new Inputs(970 + n + fields);
      double[] background = inputs.doubles(n);
      double[] thickness = inputs.doubles(n);
      double k = inputs.nextDouble();
      double[] c = inputs.doubles(fields * size);
      for (int i = 0; i < n && n == 3; i++) {
        background[i] = -0.0;
        for (int j = i * lanes; j < (i + 1) * lanes; j++) {
          c[j] = -0.0;
        }
      }
      double[] depth = new double[size];
      OpticalDepth.depth(n, lanes, background, 0, thickness, 0, k, fields, c, 0, size, depth, 0, one);
      out.kernel("opticalDepth.double").in("n", n).in("lanes", lanes).in("background", background)
          .in("thickness", thickness).in("k", k).in("fields", fields).in("c", c).out("depth", depth);
    }
  }
}
