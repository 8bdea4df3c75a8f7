// Master of FloatPackedGru: the float version is generated from this file.
package org.isobit.models.learning.layers.recurrent;

import org.isobit.kernels.neural.DenseStack;
import org.isobit.kernels.recurrent.GruGates;
import org.isobit.models.learning.layers.LayerCall;

/** {@link GruOperator} for inference alone; besides it has the states behind a step. */
final class PackedGru extends PackedRecurrence {

  private final DenseStack first;
  private final DenseStack gates;
  private final DenseStack candidate;
  private final DenseStack state;
  private final double[] stateBias;

  PackedGru(GruOperator layer, double[] theta, int at) {
    super(layer, 1);
    int two = 2 * hidden;
    first = product(theta, at, 0, two, true, false, true);
    gates = product(theta, at, 0, two, true, true, true);
    candidate = product(theta, at, two, hidden, true, false, false);
    state = product(theta, at, two, hidden, false, true, false);
    stateBias = new double[hidden];
    if (layer.bias) {
      System.arraycopy(theta, at + layer.stateBias + two, stateBias, 0, hidden);
    }
  }

  @Override
  void step(LayerCall c, int step, int rows, int z, int next) {
    double[] s = c.scratch;
    int ld = 4 * hidden;
    (step == 0 ? first : gates).forward(c.batch, s, rows, width, s, z, ld, c.workers);
    candidate.forward(c.batch, s, rows, width, s, z + 2 * hidden, ld, c.workers);
    if (step > 0) {
      state.forward(c.batch, s, rows + features, width, s, z + 3 * hidden, ld, c.workers);
    }
    for (int i = 0; i < c.batch && step == 0; i++) {
      System.arraycopy(stateBias, 0, s, z + i * ld + 3 * hidden, hidden);
    }
    GruGates.forward(c.batch, hidden, s, z, ld, s, rows + features, width, s, next, hidden, c.workers);
    for (int i = 0; i < c.batch; i++) {
      System.arraycopy(s, next + i * hidden, s, rows + i * width + features, hidden);
    }
  }
}
