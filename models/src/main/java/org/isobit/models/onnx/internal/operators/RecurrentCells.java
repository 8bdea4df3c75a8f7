// Master of FloatRecurrentCells: the float version is generated from this file.
package org.isobit.models.onnx.internal.operators;

import org.isobit.kernels.Workers;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.gemm.PackedMatrix;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.Activations;
import org.isobit.kernels.recurrent.GruGates;
import org.isobit.kernels.recurrent.LstmGates;

/**
 * Recurrent cells along sequences, by the kernels. What goes into a gate begins with the sum of its biases, goes on
 * with the terms of the input, one {@link Gemm} for all steps, and then with those of the state, one a step. A sample
 * whose sequence has ended keeps its state, and its outputs are +0. Thread-safe.
 */
final class RecurrentCells {

  /** Up to so many samples, weights of states are packed once for all steps, and one thread multiplies. */
  private static final int FEW = 16;

  private RecurrentCells() {}

  /** Weights of states, columns × hidden, packed or not. Both forms of a product have the same bits. */
  static final class Weights {
    private final int columns;
    private final int n;
    private final double[] r;
    private final int at;
    private final PackedMatrix packed;

    /**
     * Weights.
     *
     * @param columns elements that they make
     * @param n       elements of a state
     * @param r       the array
     * @param at      index of the first one
     * @param packing whether products are many enough to pack them
     */
    Weights(int columns, int n, double[] r, int at, boolean packing) {
      this.columns = columns;
      this.n = n;
      this.r = r;
      this.at = at;
      this.packed = packing ? PackedMatrix.of(false, columns, n, 1, r, at, n) : null;
    }

    /** Whether a sequence has steps enough to pack weights for it alone. */
    static boolean packing(Sequence s) {
      return s.batch() <= FEW && s.steps() > 1;
    }

    /** z ← h·Rᵀ + z. */
    void add(int rows, double[] h, double[] z, int zo, int ldz) {
      if (packed != null && rows <= FEW) {
        packed.gemm(rows, h, 0, n, 1, z, zo, ldz);
      } else {
        Gemm.gemm(false, true, rows, columns, n, 1, h, 0, n, r, at, n, 1, z, zo, ldz, Workers.shared());
      }
    }
  }

  /**
   * An LSTM, gates i, f, g, o: {@link LstmGates}. With peepholes p: z_i + p_i·c, z_f + p_f·c and z_o + p_o·c', each an
   * fma on z.
   *
   * @param weights of the state, for all gates
   * @param p peepholes i, f, o; null: none
   * @param h the first state; takes the last one
   * @param c the first cell; takes the last one
   * @param y takes the states of all steps
   */
  static void lstm(Sequence s, double[] x, double[] w, Weights weights, double[] bias, double[] p, double[] h,
      double[] c, double[] y) {
    int n = s.hidden();
    int rows = s.batch();
    int wide = 4 * n;
    double[] z = products(s, wide, wide, x, w, bias);
    double[] cell = new double[rows * n];
    double[] state = new double[rows * n];
    double[] before = new double[rows * n];
    for (int t = 0; t < s.steps(); t++) {
      int at = t * rows * wide;
      weights.add(rows, h, z, at, wide);
      if (p != null) {
        peep(rows, n, p, 0, c, z, at);
        peep(rows, n, p, n, c, z, at + n);
        copy(rows, n, z, at + 3 * n, wide, before, 0, n);
      }
      LstmGates.forward(rows, n, z, at, wide, c, 0, n, cell, 0, n, state, 0, n, Workers.shared());
      if (p != null) {
        copy(rows, n, before, 0, n, z, at + 3 * n, wide);
        peep(rows, n, p, 2 * n, cell, z, at + 3 * n);
        output(rows, n, z, at + 3 * n, wide, cell, state);
      }
      keep(s, t, cell, c, null);
      keep(s, t, state, h, y);
    }
  }

  /** z_j ← fma(p_j, c_j, z_j) for one gate. */
  private static void peep(int rows, int n, double[] p, int po, double[] c, double[] z, int at) {
    for (int i = 0; i < rows * n; i++) {
      int place = at + i / n * 4 * n + i % n;
      z[place] = Math.fma(p[po + i % n], c[i], z[place]);
    }
  }

  /** h = sigmoid(z)·tanh(c). */
  private static void output(int rows, int n, double[] z, int at, int ld, double[] c, double[] h) {
    double[] gate = new double[rows * n];
    copy(rows, n, z, at, ld, gate, 0, n);
    Activations.forward(Activation.SIGMOID, 0, gate.length, gate, 0, gate, 0);
    Activations.forward(Activation.TANH, 0, h.length, c, 0, h, 0);
    for (int i = 0; i < h.length; i++) {
      h[i] = gate[i] * h[i];
    }
  }

  /**
   * A GRU, gates r, z, n: {@link GruGates}. With the reset before the product, that is of r·h, its bias that of the
   * input's, and what is reset behind it −0.
   *
   * @param gates     weights of the state for r and z
   * @param candidate those for n
   * @param bias four a unit: r, z, n from the input, n from the state; the last are not read with the reset before
   * @param h    the first state; takes the last one
   * @param y    takes the states of all steps
   */
  static void gru(Sequence s, boolean resetBefore, double[] x, double[] w, Weights gates, Weights candidate,
      double[] bias, double[] h, double[] y) {
    int n = s.hidden();
    int rows = s.batch();
    int wide = 4 * n;
    double[] z = products(s, 3 * n, wide, x, w, bias);
    double[] state = new double[rows * n];
    for (int t = 0; t < s.steps(); t++) {
      int at = t * rows * wide;
      gates.add(rows, h, z, at, wide);
      if (resetBefore) {
        copy(rows, n, z, at, wide, state, 0, n);
        Activations.forward(Activation.SIGMOID, 0, state.length, state, 0, state, 0);
        for (int i = 0; i < state.length; i++) {
          state[i] *= h[i];
          z[at + i / n * wide + 3 * n + i % n] = -0.0;
        }
        candidate.add(rows, state, z, at + 2 * n, wide);
      } else {
        candidate.add(rows, h, z, at + 3 * n, wide);
      }
      GruGates.forward(rows, n, z, at, wide, h, 0, n, state, 0, n, Workers.shared());
      keep(s, t, state, h, y);
    }
  }

  /**
   * The cell h' = f(z).
   *
   * @param f the activation
   * @param weights of the state
   * @param h the first state; takes the last one
   * @param y takes the states of all steps
   */
  static void plain(Sequence s, Activation f, double[] x, double[] w, Weights weights, double[] bias, double[] h,
      double[] y) {
    int n = s.hidden();
    int rows = s.batch();
    double[] z = products(s, n, n, x, w, bias);
    double[] state = new double[rows * n];
    for (int t = 0; t < s.steps(); t++) {
      int at = t * rows * n;
      weights.add(rows, h, z, at, n);
      Activations.forward(f, 0, state.length, z, at, state, 0);
      keep(s, t, state, h, y);
    }
  }

  /** Of all steps, b + x·Wᵀ in so many of the columns; the others hold their bias. */
  private static double[] products(Sequence s, int columns, int wide, double[] x, double[] w, double[] bias) {
    int rows = s.steps() * s.batch();
    double[] z = new double[s.elements(wide)];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(bias, 0, z, i * wide, wide);
    }
    Gemm.gemm(false, true, rows, columns, s.inputs(), 1, x, 0, s.inputs(), w, 0, s.inputs(), 1, z, 0, wide,
        Workers.shared());
    return z;
  }

  private static void copy(int rows, int n, double[] from, int at, int ld, double[] to, int place, int ldTo) {
    for (int i = 0; i < rows; i++) {
      System.arraycopy(from, at + i * ld, to, place + i * ldTo, n);
    }
  }

  /** The new state of the samples that have not ended, and the step's outputs, if they are wanted. */
  private static void keep(Sequence s, int t, double[] next, double[] state, double[] y) {
    int n = s.hidden();
    for (int b = 0; b < s.batch(); b++) {
      if (t < s.lengths()[b]) {
        System.arraycopy(next, b * n, state, b * n, n);
        if (y != null) {
          System.arraycopy(next, b * n, y, (t * s.batch() + b) * n, n);
        }
      }
    }
  }
}
