// Master of FloatGateVectors: the float version is generated from this file.
package org.isobit.verify.vectors;

import org.isobit.kernels.neural.Gate;
import org.isobit.kernels.neural.Gates;
import org.isobit.verify.Inputs;

/** Gated products, their gradients and tangents: two rows, zeros of both signs, infinities, NaN, and many elements. */
public final class GateVectors implements KernelVectors {

  private static final int ROWS = 2;
  private static final int N = 4;
  private static final int MANY = 1000;

  /** Made by the service loader. */
  public GateVectors() {}

  @Override
  public void write(VectorText out) {
    for (Gate kind : Gate.values()) {
      double[] x = new Inputs(110).doubles(2 * ROWS * N);
      for (int i = 0; i < x.length; i++) {
        x[i] *= 6.0;
      }
      all(out, kind, x);
      x[1] = 0.0;
      x[2] = -0.0;
      x[3] = Double.POSITIVE_INFINITY;
      x[N] = Double.NEGATIVE_INFINITY;
      x[N + 1] = -0.0;
      x[2 * N] = Double.NEGATIVE_INFINITY;
      x[2 * N + 1] = Double.NaN;
      x[3 * N] = Double.POSITIVE_INFINITY;
      all(out, kind, x);
      many(out, kind);
    }
  }

  private static void all(VectorText out, Gate kind, double[] x) {
    double[] y = new double[ROWS * N];
    double[] dx = new double[2 * ROWS * N];
    Gates.forward(kind, ROWS, N, x, 0, 2 * N, y, 0, N);
    shaped(out, "gate.double", kind, ROWS, N).in("x", x).out("y", y);
    double[] dy = new Inputs(111).doubles(ROWS * N);
    Gates.backward(kind, ROWS, N, x, 0, 2 * N, dy, 0, N, dx, 0, 2 * N);
    shaped(out, "gateGradient.double", kind, ROWS, N).in("x", x).in("dy", dy).out("dx", dx);
    dx = new Inputs(112).doubles(2 * ROWS * N);
    Gates.tangent(kind, ROWS, N, x, 0, 2 * N, dx, 0, 2 * N, dy, 0, N);
    shaped(out, "gateTangent.double", kind, ROWS, N).in("x", x).in("dx", dx).out("dy", dy);
  }

  private static void many(VectorText out, Gate kind) {
    double[] y = new double[MANY];
    double[] dx = new double[2 * MANY];
    shaped(out, "gate.double", kind, 1, MANY);
    double[] x = out.randomDoubles("x", 280, 2 * MANY, 3);
    Gates.forward(kind, 1, MANY, x, 0, 2 * MANY, y, 0, MANY);
    out.out("y", y);
    shaped(out, "gateGradient.double", kind, 1, MANY);
    x = out.randomDoubles("x", 281, 2 * MANY, 3);
    double[] dy = out.randomDoubles("dy", 282, MANY);
    Gates.backward(kind, 1, MANY, x, 0, 2 * MANY, dy, 0, MANY, dx, 0, 2 * MANY);
    out.out("dx", dx);
    shaped(out, "gateTangent.double", kind, 1, MANY);
    x = out.randomDoubles("x", 283, 2 * MANY, 3);
    dx = out.randomDoubles("dx", 284, 2 * MANY);
    Gates.tangent(kind, 1, MANY, x, 0, 2 * MANY, dx, 0, 2 * MANY, dy, 0, MANY);
    out.out("dy", dy);
  }

  private static VectorText shaped(VectorText out, String kernel, Gate kind, int rows, int n) {
    return out.kernel(kernel).in("kind", kind.name()).in("rows", rows).in("n", n);
  }
}
