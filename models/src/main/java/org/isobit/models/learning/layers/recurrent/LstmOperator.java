// Master of FloatLstmOperator: the float version is generated from this file.
package org.isobit.models.learning.layers.recurrent;

import java.util.Arrays;
import org.isobit.kernels.neural.DenseLayer;
import org.isobit.kernels.recurrent.LstmGates;
import org.isobit.models.learning.layers.LayerCall;
import org.isobit.models.learning.layers.LayerOperator;

/** Runs {@link LstmLayer}. Besides gates and states it keeps the cells behind each step. */
final class LstmOperator extends RecurrentOperator {

  private final DenseLayer rows;

  LstmOperator(Recurrence layer, int steps, int features) {
    super(layer, steps, features, 4, 2);
    rows = dense(hidden, columns);
  }

  /** Where the cell before a step begins: before the first one, the zeros of its state. */
  private int before(LayerCall c, int step) {
    return step == 0 ? states(c) : cells(c) + (step - 1) * hidden;
  }

  private int cells(LayerCall c) {
    return states(c) + c.batch * ld(hidden);
  }

  @Override
  public LayerOperator prepared(double[] theta, int offset) {
    return PackedRecurrence.takes(this) ? new PackedLstm(this, theta, offset) : this;
  }

  @Override
  public void forward(LayerCall c) {
    double[] m = memory(c);
    inputs(c, columns);
    firstStates(c);
    for (int t = 0; t < steps; t++) {
      int z = gates(c) + t * 4 * hidden;
      int h = states(c) + t * hidden;
      boolean end = t == steps - 1;
      if (t > 0) {
        addProducts(c, recurrent, columns, m, h, ld(hidden), m, z);
      }
      LstmGates.forward(c.batch, hidden, m, z, ld(4 * hidden), m, before(c, t), ld(hidden), m, cells(c) + t * hidden,
          ld(hidden), end ? c.y : m, end ? c.yOffset + row(t) : h + hidden, end ? ldy() : ld(hidden), c.workers);
    }
    states(c, m);
  }

  @Override
  public void backward(LayerCall c) {
    if (c.gradient == null && c.dx[0] == null) {
      return;
    }
    int dz = c.scratchOffset;
    int dh = dz + c.batch * ld(4 * hidden);
    int dc = dh + c.batch * hidden;
    for (int t = steps - 1; t >= 0; t--) {
      int z = t * 4 * hidden;
      outer(c, t, dh);
      if (t < steps - 1 && reaches(t + 1)) {
        addTransposed(c, recurrent, columns, dz + z + 4 * hidden, dh);
      } else {
        Arrays.fill(c.scratch, dc, dc + c.batch * hidden, 0.0);
      }
      LstmGates.backward(c.batch, hidden, c.kept, gates(c) + z, ld(4 * hidden), c.kept, before(c, t), ld(hidden),
          c.kept, cells(c) + t * hidden, ld(hidden), c.scratch, dh, hidden, c.scratch, dc, hidden, c.scratch, dz + z,
          ld(4 * hidden), c.workers);
    }
    inputGradients(c, dz);
    stateGradients(c, rows, 0, states(c), hidden, dz);
  }

  @Override
  public void tangent(LayerCall c) {
    int dz = c.scratchOffset;
    int dh = dz + c.batch * ld(4 * hidden);
    int dc = dh + c.batch * hidden;
    inputTangents(c, dz);
    for (int t = 0; t < steps; t++) {
      int z = t * 4 * hidden;
      if (reaches(t)) {
        boolean out = comesOut(t - 1);
        addProducts(c, recurrent, columns, out ? c.dy : c.scratch, out ? c.dyOffset + row(t - 1) : dh,
            out ? ldy() : hidden, c.scratch, dz + z);
      } else {
        Arrays.fill(c.scratch, dc, dc + c.batch * hidden, 0.0);
      }
      boolean out = comesOut(t);
      LstmGates.tangent(c.batch, hidden, c.kept, gates(c) + z, ld(4 * hidden), c.kept, before(c, t), ld(hidden), c.kept,
          cells(c) + t * hidden, ld(hidden), c.scratch, dz + z, ld(4 * hidden), c.scratch, dc, hidden,
          out ? c.dy : c.scratch, out ? c.dyOffset + row(t) : dh, out ? ldy() : hidden, c.workers);
    }
  }
}
