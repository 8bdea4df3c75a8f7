// Master of FloatGruOperator: the float version is generated from this file.
package org.isobit.models.learning.layers.recurrent;

import java.util.Arrays;
import org.isobit.kernels.neural.DenseLayer;
import org.isobit.kernels.recurrent.GruGates;
import org.isobit.models.learning.layers.LayerCall;
import org.isobit.models.learning.layers.LayerOperator;

/** Runs {@link GruLayer}. Of the four groups of columns of Z, the last one, u, comes from the state alone. */
final class GruOperator extends RecurrentOperator {

  private final DenseLayer rows;
  private final DenseLayer candidate;

  /** Weights of the state for u. */
  private final int weights;

  GruOperator(Recurrence layer, int steps, int features) {
    super(layer, steps, features, 3, 1);
    rows = dense(hidden, 2 * hidden);
    candidate = dense(hidden, hidden);
    weights = recurrent + 2 * hidden * hidden;
  }

  /** u of all steps, before there are products: its bias, or zeros. */
  private void beginCandidates(LayerCall c, double[] z, int zo, boolean biased) {
    for (int row = 0; row < c.batch * steps; row++) {
      int at = zo + (row * 4 + 3) * hidden;
      if (biased) {
        System.arraycopy(c.theta, c.thetaOffset + stateBias + 2 * hidden, z, at, hidden);
      } else {
        Arrays.fill(z, at, at + hidden, 0.0);
      }
    }
  }

  /** Products with the state: r and z go on, u begins. */
  private void addProducts(LayerCall c, double[] h, int ho, int ldh, double[] z, int zo) {
    addProducts(c, recurrent, 2 * hidden, h, ho, ldh, z, zo);
    addProducts(c, weights, hidden, h, ho, ldh, z, zo + 3 * hidden);
  }

  @Override
  public LayerOperator prepared(double[] theta, int offset) {
    return PackedRecurrence.takes(this) ? new PackedGru(this, theta, offset) : this;
  }

  @Override
  public void forward(LayerCall c) {
    double[] m = memory(c);
    inputs(c, 2 * hidden);
    beginCandidates(c, m, gates(c), bias);
    firstStates(c);
    for (int t = 0; t < steps; t++) {
      int z = gates(c) + t * 4 * hidden;
      int h = states(c) + t * hidden;
      boolean end = t == steps - 1;
      if (t > 0) {
        addProducts(c, m, h, ld(hidden), m, z);
      }
      GruGates.forward(c.batch, hidden, m, z, ld(4 * hidden), m, h, ld(hidden), end ? c.y : m,
          end ? c.yOffset + row(t) : h + hidden, end ? ldy() : ld(hidden), c.workers);
    }
    states(c, m);
  }

  @Override
  public void backward(LayerCall c) {
    if (c.gradient == null && c.dx[0] == null) {
      return;
    }
    int dz = c.scratchOffset;
    int now = dz + c.batch * ld(4 * hidden);
    int before = now + c.batch * hidden;
    for (int t = steps - 1; t >= 0; t--) {
      int z = t * 4 * hidden;
      if (t < steps - 1 && reaches(t + 1)) {
        addTransposed(c, recurrent, 2 * hidden, dz + z + 4 * hidden, now);
        addTransposed(c, weights, hidden, dz + z + 7 * hidden, now);
        addOuter(c, t, now);
      } else {
        outer(c, t, now);
      }
      GruGates.backward(c.batch, hidden, c.kept, gates(c) + z, ld(4 * hidden), c.kept, states(c) + t * hidden,
          ld(hidden), c.scratch, now, hidden, c.scratch, before, hidden, c.scratch, dz + z, ld(4 * hidden), c.workers);
      int swap = now;
      now = before;
      before = swap;
    }
    inputGradients(c, dz);
    stateGradients(c, rows, 0, dz);
    stateGradients(c, candidate, 2 * hidden, dz + 3 * hidden);
  }

  /** Adds ∂L/∂h of a step, if it comes out. */
  private void addOuter(LayerCall c, int step, int dh) {
    for (int i = 0; i < c.batch && comesOut(step); i++) {
      add(hidden, c.dy, c.dyOffset + i * ldy() + row(step), c.scratch, dh + i * hidden);
    }
  }

  private static void add(int n, double[] from, int fo, double[] to, int o) {
    for (int j = 0; j < n; j++) {
      to[o + j] += from[fo + j];
    }
  }

  @Override
  public void tangent(LayerCall c) {
    int dz = c.scratchOffset;
    int zeros = dz + c.batch * ld(4 * hidden);
    int one = zeros + c.batch * hidden;
    int other = one + c.batch * hidden;
    Arrays.fill(c.scratch, zeros, one, 0.0);
    inputTangents(c, dz);
    beginCandidates(c, c.scratch, dz, false);
    for (int t = 0; t < steps; t++) {
      int z = t * 4 * hidden;
      boolean whole = reaches(t) && comesOut(t - 1);
      double[] dh = whole ? c.dy : c.scratch;
      int at = whole ? c.dyOffset + row(t - 1) : reaches(t) ? one : zeros;
      int apart = whole ? ldy() : hidden;
      if (reaches(t)) {
        addProducts(c, dh, at, apart, c.scratch, dz + z);
      }
      boolean out = comesOut(t);
      GruGates.tangent(c.batch, hidden, c.kept, gates(c) + z, ld(4 * hidden), c.kept, states(c) + t * hidden,
          ld(hidden), c.scratch, dz + z, ld(4 * hidden), dh, at, apart, out ? c.dy : c.scratch,
          out ? c.dyOffset + row(t) : other, out ? ldy() : hidden, c.workers);
      int swap = one;
      one = other;
      other = swap;
    }
  }
}
