// Master of FloatGruOperator: the float version is generated from this file.
package org.isobit.models.learning.layers.recurrent;

import java.util.Arrays;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.Activations;
import org.isobit.kernels.neural.DenseLayer;
import org.isobit.kernels.recurrent.GruGates;
import org.isobit.models.learning.layers.LayerCall;
import org.isobit.models.learning.layers.LayerOperator;

/**
 * Runs {@link GruLayer}. Of the four groups of columns of Z, the last one, u, comes from the state alone. With the
 * reset gate before the product it is −0 for the gates, since r·(−0) + a is a, and then holds r·h, which derivatives
 * need.
 */
final class GruOperator extends RecurrentOperator {

  private final boolean resetBefore;
  private final DenseLayer rows;
  private final DenseLayer candidate;

  /** Weights of the state for u. */
  private final int weights;

  GruOperator(Recurrence layer, boolean resetBefore, int steps, int features) {
    super(layer, steps, features, 3, 1);
    this.resetBefore = resetBefore;
    rows = dense(hidden, 2 * hidden);
    candidate = dense(hidden, hidden);
    weights = recurrent + 2 * hidden * hidden;
  }

  /** u of all steps, before there are products: its bias, or a zero. */
  private void beginCandidates(LayerCall c, double[] z, int zo, boolean biased, double zero) {
    for (int row = 0; row < c.batch * steps; row++) {
      int at = zo + (row * 4 + 3) * hidden;
      if (biased) {
        System.arraycopy(c.theta, c.thetaOffset + stateBias + 2 * hidden, z, at, hidden);
      } else {
        Arrays.fill(z, at, at + hidden, zero);
      }
    }
  }

  /** Products with the state: r and z go on, and u, if it is not reset before. */
  private void addProducts(LayerCall c, double[] h, int ho, int ldh, double[] z, int zo) {
    addProducts(c, recurrent, 2 * hidden, h, ho, ldh, z, zo);
    if (!resetBefore) {
      addProducts(c, weights, hidden, h, ho, ldh, z, zo + 3 * hidden);
    }
  }

  /** Where in scratch a forward pass has r·h of a step. */
  private int reset(LayerCall c) {
    return c.scratchOffset + 4 * hidden + c.batch * kept();
  }

  /** The products of a step with r·h, with which a goes on. */
  private void addReset(LayerCall c, double[] m, int h, int z) {
    int s = reset(c);
    for (int i = 0; i < c.batch; i++) {
      int at = s + i * hidden;
      Activations.forward(Activation.SIGMOID, 0.0, hidden, m, z + i * ld(4 * hidden), c.scratch, at);
      multiply(hidden, m, h + i * ld(hidden), c.scratch, at);
    }
    addProducts(c, weights, hidden, c.scratch, s, hidden, m, z + 2 * hidden);
  }

  private static void multiply(int n, double[] by, int bo, double[] x, int xo) {
    for (int j = 0; j < n; j++) {
      x[xo + j] *= by[bo + j];
    }
  }

  @Override
  public LayerOperator prepared(double[] theta, int offset) {
    return PackedRecurrence.takes(this) && !resetBefore ? new PackedGru(this, theta, offset) : this;
  }

  @Override
  public void forward(LayerCall c) {
    double[] m = memory(c);
    inputs(c, (resetBefore ? 3 : 2) * hidden);
    beginCandidates(c, m, gates(c), bias && !resetBefore, resetBefore ? -0.0 : 0.0);
    firstStates(c);
    Arrays.fill(c.scratch, reset(c), reset(c) + c.batch * hidden, 0.0);
    for (int t = 0; t < steps; t++) {
      int z = gates(c) + t * 4 * hidden;
      int h = states(c) + t * hidden;
      boolean end = t == steps - 1;
      if (t > 0) {
        addProducts(c, m, h, ld(hidden), m, z);
      }
      if (t > 0 && resetBefore) {
        addReset(c, m, h, z);
      }
      GruGates.forward(c.batch, hidden, m, z, ld(4 * hidden), m, h, ld(hidden), end ? c.y : m,
          end ? c.yOffset + row(t) : h + hidden, end ? ldy() : ld(hidden), c.workers);
      for (int i = 0; i < c.batch && resetBefore; i++) {
        System.arraycopy(c.scratch, reset(c) + i * hidden, m, z + i * ld(4 * hidden) + 3 * hidden, hidden);
      }
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
    int ds = before + c.batch * hidden;
    for (int t = steps - 1; t >= 0; t--) {
      int z = t * 4 * hidden;
      if (t < steps - 1 && reaches(t + 1)) {
        addTransposed(c, recurrent, 2 * hidden, dz + z + 4 * hidden, now);
        if (!resetBefore) {
          addTransposed(c, weights, hidden, dz + z + 7 * hidden, now);
        }
        addOuter(c, t, now);
      } else {
        outer(c, t, now);
      }
      GruGates.backward(c.batch, hidden, c.kept, gates(c) + z, ld(4 * hidden), c.kept, states(c) + t * hidden,
          ld(hidden), c.scratch, now, hidden, c.scratch, before, hidden, c.scratch, dz + z, ld(4 * hidden), c.workers);
      if (t > 0 && resetBefore) {
        resetGradient(c, t, dz + z, before, ds);
      }
      int swap = now;
      now = before;
      before = swap;
    }
    inputGradients(c, dz);
    stateGradients(c, rows, 0, states(c), hidden, dz);
    if (resetBefore) {
      stateGradients(c, candidate, 2 * hidden, gates(c) + 3 * hidden, 4 * hidden, dz + 2 * hidden);
    } else {
      stateGradients(c, candidate, 2 * hidden, states(c), hidden, dz + 3 * hidden);
    }
  }

  /** Of a step, from its da: ds, and with it dz_r and what comes to dh through r·h. */
  private void resetGradient(LayerCall c, int t, int dz, int dh, int ds) {
    Arrays.fill(c.scratch, ds, ds + c.batch * hidden, 0.0);
    addTransposed(c, weights, hidden, dz + 2 * hidden, ds);
    for (int i = 0; i < c.batch; i++) {
      slope(hidden, c.kept, gates(c) + (i * steps + t) * 4 * hidden, states(c) + (i * steps + t) * hidden, c.scratch,
          ds + i * hidden, dh + i * hidden, dz + i * ld(4 * hidden));
    }
  }

  /** dz_r = (ds·h)·fma(−r, r, r), and dh = fma(ds, r, dh). */
  private static void slope(int n, double[] kept, int ro, int ho, double[] x, int ds, int dh, int dz) {
    for (int j = 0; j < n; j++) {
      double r = kept[ro + j];
      double d = x[ds + j];
      x[dz + j] = (d * kept[ho + j]) * Math.fma(-r, r, r);
      x[dh + j] = Math.fma(d, r, x[dh + j]);
    }
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
    int ds = other + c.batch * hidden;
    Arrays.fill(c.scratch, zeros, one, 0.0);
    inputTangents(c, dz);
    beginCandidates(c, c.scratch, dz, false, 0.0);
    for (int t = 0; t < steps; t++) {
      int z = t * 4 * hidden;
      boolean whole = reaches(t) && comesOut(t - 1);
      double[] dh = whole ? c.dy : c.scratch;
      int at = whole ? c.dyOffset + row(t - 1) : reaches(t) ? one : zeros;
      int apart = whole ? ldy() : hidden;
      if (reaches(t)) {
        addProducts(c, dh, at, apart, c.scratch, dz + z);
      }
      if (t > 0 && resetBefore) {
        for (int i = 0; i < c.batch; i++) {
          moved(hidden, c.kept, gates(c) + (i * steps + t) * 4 * hidden, states(c) + (i * steps + t) * hidden, dh,
              at + i * apart, c.scratch, dz + z + i * ld(4 * hidden), ds + i * hidden);
        }
        addProducts(c, weights, hidden, c.scratch, ds, hidden, c.scratch, dz + z + 2 * hidden);
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

  /** ds = fma(dz_r·fma(−r, r, r), h, r·dh); with dz_r = 0 then, gates add nothing more for it. */
  private static void moved(int n, double[] kept, int ro, int ho, double[] dh, int dho, double[] x, int dz, int ds) {
    for (int j = 0; j < n; j++) {
      double r = kept[ro + j];
      x[ds + j] = Math.fma(x[dz + j] * Math.fma(-r, r, r), kept[ho + j], r * dh[dho + j]);
      x[dz + j] = 0.0;
    }
  }
}
