package org.isobit.models.learning.layers.recurrent;

import java.util.Arrays;
import java.util.List;
import org.isobit.kernels.device.network.ArrangementStage;
import org.isobit.kernels.device.network.NetworkOperand;
import org.isobit.kernels.device.network.NeuralStage;
import org.isobit.kernels.device.network.SequenceStage;
import org.isobit.kernels.neural.Gate;
import org.isobit.models.learning.layers.DeviceStages;

/**
 * What devices do in place of {@link LstmLayer} and {@link GruLayer}: the products with the input of all steps, then
 * step by step the products with the state, which continue their chains, and the gates. Cells, and states that do not
 * come out as they are, alternate between two values.
 */
final class RecurrentStages {

  private final Recurrence layer;
  private final DeviceStages stages;
  private final int steps;
  private final int features;
  private final int hidden;

  /** Of the input's products, all gates but, of a GRU, u. */
  private final int columns;

  /** Z of all steps, 4·hidden columns each. */
  private final int z;

  RecurrentStages(Recurrence layer, int gates, DeviceStages stages) {
    this.layer = layer;
    this.stages = stages;
    steps = stages.shape(0).dimension(0);
    features = stages.shape(0).last();
    hidden = layer.hiddenSize();
    columns = gates * hidden;
    z = stages.value(Math.multiplyExact(Math.multiplyExact(steps, 4), hidden));
  }

  /** Writes the stages of an LSTM and gives the value that comes out. */
  int lstm() {
    inputs(columns);
    int y = stages.value(layer.last() ? hidden : steps * hidden);
    int c = zeros();
    int other = stages.value(hidden);
    for (int t = 0; t < steps; t++) {
      if (t > 0) {
        product(new NetworkOperand(y, row(t - 1)), 0, columns, gates(t, 0));
      }
      stages.step(new SequenceStage.LstmGates(hidden), List.of(gates(t, 0), NetworkOperand.of(c)),
          List.of(gates(t, 0), NetworkOperand.of(other), new NetworkOperand(y, row(t))));
      int swap = c;
      c = other;
      other = swap;
    }
    return y;
  }

  /** Writes the stages of a GRU, the reset gate before the product or behind it, and gives the value that comes out. */
  int gru(boolean resetBefore) {
    inputs((resetBefore ? 3 : 2) * hidden);
    stages.into(new ArrangementStage.Repeat(steps, hidden, candidates(resetBefore)), gates(0, 3));
    int y = layer.last() ? DeviceStages.NONE : stages.value(steps * hidden);
    int h = zeros();
    int other = stages.value(hidden);
    int pair = resetBefore && steps > 1 ? stages.value(2 * hidden) : DeviceStages.NONE;
    int reset = resetBefore && steps > 1 ? stages.value(hidden) : DeviceStages.NONE;
    for (int t = 0; t < steps; t++) {
      if (t > 0) {
        product(NetworkOperand.of(h), 0, 2 * hidden, gates(t, 0));
        if (resetBefore) {
          reset(h, gates(t, 0), pair, reset);
        }
        product(NetworkOperand.of(resetBefore ? reset : h), 2 * hidden, hidden, gates(t, resetBefore ? 2 : 3));
      }
      stages.step(new SequenceStage.GruGates(hidden), List.of(gates(t, 0), NetworkOperand.of(h)),
          List.of(gates(t, 0), NetworkOperand.of(other)));
      if (!layer.last()) {
        stages.into(new ArrangementStage.Copy(1, hidden), new NetworkOperand(y, row(t)), other);
      }
      int swap = h;
      h = other;
      other = swap;
    }
    return layer.last() ? h : y;
  }

  /** Where the numbers lie that u begins with: with the reset gate before the product it is −0. */
  private int candidates(boolean resetBefore) {
    if (layer.bias() && !resetBefore) {
      return stages.parameter(biases() + columns + 2 * hidden);
    }
    double[] zeros = new double[hidden];
    Arrays.fill(zeros, resetBefore ? -0.0 : 0.0);
    return stages.constants(zeros);
  }

  /** r·h, from the gate before its activation. */
  private void reset(int h, NetworkOperand gate, int pair, int to) {
    ArrangementStage.Copy copy = new ArrangementStage.Copy(1, hidden);
    stages.into(copy, new NetworkOperand(pair, 0), h);
    stages.step(copy, List.of(gate), List.of(new NetworkOperand(pair, hidden)));
    stages.into(new NeuralStage.Gated(Gate.GLU, hidden), NetworkOperand.of(to), pair);
  }

  /** Where the biases of the input begin; those of the state follow. */
  private int biases() {
    return columns * (features + hidden);
  }

  /** Columns of Z of a step, from one of its gates on. */
  private NetworkOperand gates(int step, int gate) {
    return new NetworkOperand(z, (4 * step + gate) * hidden);
  }

  /** Where a step's state lies in what comes out. */
  private int row(int step) {
    return layer.last() ? 0 : step * hidden;
  }

  /** The first state. */
  private int zeros() {
    return stages.add(new ArrangementStage.Repeat(1, hidden, stages.zeros(hidden)));
  }

  /** The first columns of Z: products of all steps, from biases on, of which some are sums. */
  private void inputs(int summed) {
    NetworkOperand all = gates(0, 0);
    if (layer.bias()) {
      stages.into(new ArrangementStage.Repeat(steps, columns, stages.parameter(biases())), all);
      stages.into(new ArrangementStage.Shift(steps, summed, stages.parameter(biases() + columns)), all, z);
    }
    NetworkOperand x = NetworkOperand.of(stages.input(0));
    stages.step(new NeuralStage.Product(steps, columns, features, true, 1.0, stages.parameter(0), layer.bias()),
        layer.bias() ? List.of(x, all) : List.of(x), List.of(all));
  }

  /** Continues chains by products of a state with some rows of its weights. */
  private void product(NetworkOperand h, int first, int n, NetworkOperand to) {
    int weights = stages.parameter(columns * features + first * hidden);
    stages.step(new NeuralStage.Product(1, n, hidden, true, 1.0, weights, true), List.of(h, to), List.of(to));
  }
}
