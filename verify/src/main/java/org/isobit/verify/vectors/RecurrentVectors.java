// Master of FloatRecurrentVectors: the float version is generated from this file.
package org.isobit.verify.vectors;

import org.isobit.kernels.recurrent.GruGates;
import org.isobit.kernels.recurrent.LstmGates;
import org.isobit.verify.Inputs;

/** Gates of recurrent cells, their gradients and tangents: two rows, many elements, special values. */
public final class RecurrentVectors implements KernelVectors {

  /** Made by the service loader. */
  public RecurrentVectors() {}

  @Override
  public void write(VectorText out) {
    write(out, 2, 5, false);
    write(out, 1, 9, true);
    write(out, 1, 1000, false);
  }

  private static void write(VectorText out, int rows, int n, boolean special) {
    lstmGates(out, rows, n, 300, special);
    lstmGatesGradient(out, rows, n, 306, special);
    lstmGatesTangent(out, rows, n, 312, special);
    gruGates(out, rows, n, 320, special);
    gruGatesGradient(out, rows, n, 326, special);
    gruGatesTangent(out, rows, n, 332, special);
  }

  /** Few numbers are written out, of many the seed. */
  private static double[] operand(VectorText out, String name, long seed, int size, boolean special) {
    if (size >= 1000) {
      return out.randomDoubles(name, seed, size, 1);
    }
    double[] x = special ? new Inputs(seed).specialDoubles(size) : new Inputs(seed).doubles(size);
    out.in(name, x);
    return x;
  }

  private static void lstmGates(VectorText out, int rows, int n, long seed, boolean special) {
    out.kernel("lstmGates.double").in("rows", rows).in("n", n);
    double[] gates = operand(out, "gates", seed + 0, 4 * rows * n, special);
    double[] c = operand(out, "c", seed + 1, rows * n, special);
    double[] next = new double[rows * n];
    double[] h = new double[rows * n];
    LstmGates.forward(rows, n, gates, 0, 4 * n, c, 0, n, next, 0, n, h, 0, n);
    out.out("gates", gates).out("next", next).out("h", h);
  }

  private static void lstmGatesGradient(VectorText out, int rows, int n, long seed, boolean special) {
    out.kernel("lstmGatesGradient.double").in("rows", rows).in("n", n);
    double[] gates = operand(out, "gates", seed + 0, 4 * rows * n, special);
    double[] c = operand(out, "c", seed + 1, rows * n, special);
    double[] next = operand(out, "next", seed + 2, rows * n, special);
    double[] dh = operand(out, "dh", seed + 3, rows * n, special);
    double[] dc = operand(out, "dc", seed + 4, rows * n, special);
    double[] dz = new double[4 * rows * n];
    LstmGates.backward(rows, n, gates, 0, 4 * n, c, 0, n, next, 0, n, dh, 0, n, dc, 0, n, dz, 0, 4 * n);
    out.out("dc", dc).out("dz", dz);
  }

  private static void lstmGatesTangent(VectorText out, int rows, int n, long seed, boolean special) {
    out.kernel("lstmGatesTangent.double").in("rows", rows).in("n", n);
    double[] gates = operand(out, "gates", seed + 0, 4 * rows * n, special);
    double[] c = operand(out, "c", seed + 1, rows * n, special);
    double[] next = operand(out, "next", seed + 2, rows * n, special);
    double[] dz = operand(out, "dz", seed + 3, 4 * rows * n, special);
    double[] dc = operand(out, "dc", seed + 4, rows * n, special);
    double[] dh = new double[rows * n];
    LstmGates.tangent(rows, n, gates, 0, 4 * n, c, 0, n, next, 0, n, dz, 0, 4 * n, dc, 0, n, dh, 0, n);
    out.out("dc", dc).out("dh", dh);
  }

  private static void gruGates(VectorText out, int rows, int n, long seed, boolean special) {
    out.kernel("gruGates.double").in("rows", rows).in("n", n);
    double[] gates = operand(out, "gates", seed + 0, 4 * rows * n, special);
    double[] h = operand(out, "h", seed + 1, rows * n, special);
    double[] next = new double[rows * n];
    GruGates.forward(rows, n, gates, 0, 4 * n, h, 0, n, next, 0, n);
    out.out("gates", gates).out("next", next);
  }

  private static void gruGatesGradient(VectorText out, int rows, int n, long seed, boolean special) {
    out.kernel("gruGatesGradient.double").in("rows", rows).in("n", n);
    double[] gates = operand(out, "gates", seed + 0, 4 * rows * n, special);
    double[] h = operand(out, "h", seed + 1, rows * n, special);
    double[] dnext = operand(out, "dnext", seed + 2, rows * n, special);
    double[] dh = new double[rows * n];
    double[] dz = new double[4 * rows * n];
    GruGates.backward(rows, n, gates, 0, 4 * n, h, 0, n, dnext, 0, n, dh, 0, n, dz, 0, 4 * n);
    out.out("dh", dh).out("dz", dz);
  }

  private static void gruGatesTangent(VectorText out, int rows, int n, long seed, boolean special) {
    out.kernel("gruGatesTangent.double").in("rows", rows).in("n", n);
    double[] gates = operand(out, "gates", seed + 0, 4 * rows * n, special);
    double[] h = operand(out, "h", seed + 1, rows * n, special);
    double[] dz = operand(out, "dz", seed + 2, 4 * rows * n, special);
    double[] dh = operand(out, "dh", seed + 3, rows * n, special);
    double[] dnext = new double[rows * n];
    GruGates.tangent(rows, n, gates, 0, 4 * n, h, 0, n, dz, 0, 4 * n, dh, 0, n, dnext, 0, n);
    out.out("dnext", dnext);
  }
}
