package org.isobit.models.surrogate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.models.dynamics.LinearizedModel;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.PackedNetwork;
import org.isobit.models.learning.Tape;

/**
 * A right-hand side on a ring that is one network at every site: dx_n/dt = network(x_{n−L}, …, x_{n+L}). Immutable,
 * thread-safe.
 */
final class NetworkTendency implements LinearizedModel {

  /** More than the stages of the steps between two factorisations of Lyapunov exponents. */
  private static final int KEPT = 64;

  private final Network network;
  private final double[] theta;
  private final PackedNetwork packed;
  private final int n;
  private final int width;

  /** Of each thread, derivatives at the last states. */
  private final ThreadLocal<Map<State, double[]>> jacobians = ThreadLocal.withInitial(() ->
      new LinkedHashMap<>(2 * KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<State, double[]> eldest) {
          return size() > KEPT;
        }
      });

  NetworkTendency(Network network, double[] theta, int n) {
    this.network = network;
    this.theta = theta.clone();
    this.n = n;
    packed = network.inference(this.theta, 0);
    width = network.input().size();
  }

  @Override
  public int size() {
    return n;
  }

  /** The stencils of some states, one after the other. */
  private double[] stencils(int states, double[] x, int xOffset) {
    double[] stencils = new double[states * n * width];
    for (int s = 0; s < states; s++) {
      for (int i = 0; i < n; i++) {
        for (int l = 0; l < width; l++) {
          stencils[(s * n + i) * width + l] = x[xOffset + s * n + site(i, l)];
        }
      }
    }
    return stencils;
  }

  /** Inputs of the network. */
  int width() {
    return width;
  }

  /** The site of an element of a site's stencil. */
  int site(int i, int l) {
    return Math.floorMod(i + l - width / 2, n);
  }

  /** Of several states at once, one after the other. */
  void tendencies(int states, double[] x, double[] dxdt) {
    packed.forward(states * n, stencils(states, x, 0), 0, dxdt, 0);
  }

  @Override
  public void tendency(double[] x, int xOffset, double[] dxdt, int dxdtOffset) {
    packed.forward(n, stencils(1, x, xOffset), 0, dxdt, dxdtOffset);
  }

  private Tape tape(int states, double[] x, int xOffset) {
    Tape tape = network.tape(states * n);
    tape.infer();
    network.forward(theta, 0, states * n, stencils(states, x, xOffset), 0, new double[states * n], 0, tape);
    return tape;
  }

  @Override
  public void tangent(double[] x, int xOffset, double[] dx, int dxOffset, double[] out, int outOffset) {
    double[] rows = rowsAt(x, xOffset);
    for (int i = 0; i < n; i++) {
      double sum = 0.0;
      for (int l = 0; l < width; l++) {
        sum = Math.fma(rows[i * width + l], dx[dxOffset + site(i, l)], sum);
      }
      out[outOffset + i] = sum;
    }
  }

  @Override
  public void adjoint(double[] x, int xOffset, double[] dy, int dyOffset, double[] out, int outOffset) {
    double[] rows = rowsAt(x, xOffset);
    Arrays.fill(out, outOffset, outOffset + n, 0.0);
    for (int i = 0; i < n; i++) {
      for (int l = 0; l < width; l++) {
        int to = outOffset + site(i, l);
        out[to] = Math.fma(rows[i * width + l], dy[dyOffset + i], out[to]);
      }
    }
  }

  /** The derivative at a state by the stencils, kept for the products that follow at the same states. */
  private double[] rowsAt(double[] x, int xOffset) {
    State state = new State(Arrays.copyOfRange(x, xOffset, xOffset + n));
    return jacobians.get().computeIfAbsent(state, s -> {
      double[] rows = new double[n * width];
      stencilRows(s.values, rows);
      return rows;
    });
  }

  /** The derivative at a state by the stencils, n × width. */
  void stencilRows(double[] x, double[] rows) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1.0);
    network.backward(theta, 0, tape(1, x, 0), ones, 0, rows, 0, null, 0, false);
  }

  /** A state as a key: equal bits are equal. */
  private record State(double[] values) {
    @Override
    public boolean equals(Object other) {
      return other instanceof State state && Arrays.equals(values, state.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }
  }

  /** Jᵀ·w of several states, written, and Σ (∂f/∂θ)ᵀ·w, added; null: not wanted. */
  void adjoint(int states, double[] x, double[] w, double[] out, double[] gradient) {
    double[] back = new double[states * n * width];
    network.backward(theta, 0, tape(states, x, 0), w, 0, back, 0, gradient, 0, true);
    Arrays.fill(out, 0.0);
    for (int s = 0; s < states; s++) {
      for (int i = 0; i < n; i++) {
        for (int l = 0; l < width; l++) {
          out[s * n + site(i, l)] += back[(s * n + i) * width + l];
        }
      }
    }
  }

  /** Rows of the derivatives at a state: by the stencil, n × width, and by the parameters, n × P. */
  void rows(double[] x, Tape one, double[] byStencil, double[] byParameters) {
    double[] stencils = stencils(1, x, 0);
    double[] y = new double[1];
    double[] unit = {1.0};
    double[] gradient = new double[theta.length];
    for (int i = 0; i < n; i++) {
      network.forward(theta, 0, 1, stencils, i * width, y, 0, one);
      network.backward(theta, 0, one, unit, 0, byStencil, i * width, gradient, 0, false);
      System.arraycopy(gradient, 0, byParameters, i * theta.length, theta.length);
    }
  }

  /** Room for {@link #rows}, of one thread. */
  Tape one() {
    Tape tape = network.tape(1);
    tape.infer();
    return tape;
  }

  @Override
  public String toString() {
    return "NetworkTendency[" + n + " sites, " + width + " inputs, " + theta.length + " weights]";
  }
}
