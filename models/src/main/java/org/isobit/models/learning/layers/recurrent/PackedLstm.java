// Master of FloatPackedLstm: the float version is generated from this file.
package org.isobit.models.learning.layers.recurrent;

import org.isobit.kernels.neural.DenseStack;
import org.isobit.kernels.recurrent.LstmGates;
import org.isobit.models.learning.layers.LayerCall;

/** {@link LstmOperator} for inference alone; besides it has the cells of two steps, which take turns. */
final class PackedLstm extends PackedRecurrence {

  private final DenseStack first;
  private final DenseStack next;

  PackedLstm(LstmOperator layer, double[] theta, int at) {
    super(layer, 2);
    first = product(theta, at, 0, 4 * hidden, true, false, true);
    next = product(theta, at, 0, 4 * hidden, true, true, true);
  }

  @Override
  void step(LayerCall c, int step, int rows, int gates, int besides) {
    double[] s = c.scratch;
    int size = c.batch * hidden;
    (step == 0 ? first : next).forward(c.batch, s, rows, width, s, gates, 4 * hidden, c.workers);
    LstmGates.forward(c.batch, hidden, s, gates, 4 * hidden, s, besides + step % 2 * size, hidden, s,
        besides + (step + 1) % 2 * size, hidden, s, rows + features, width, c.workers);
  }
}
