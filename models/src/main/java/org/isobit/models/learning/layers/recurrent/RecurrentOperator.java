// Master of FloatRecurrentOperator: the float version is generated from this file.
package org.isobit.models.learning.layers.recurrent;

import java.util.Arrays;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.Dense;
import org.isobit.kernels.neural.DenseLayer;
import org.isobit.models.learning.layers.LayerCall;
import org.isobit.models.learning.layers.LayerOperator;

/**
 * What {@link LstmOperator} and {@link GruOperator} have in common. What is kept, or without a tape in scratch: gates
 * of all steps, samples × steps × 4·hidden; the states before them, samples × steps × hidden, of which the first are
 * zeros; and what a cell has besides, of the same shape. Products with the input are those of all steps at once;
 * products with the state continue their chains, step by step.
 */
abstract class RecurrentOperator implements LayerOperator {

  final int steps;
  final int features;
  final int hidden;
  final boolean last;
  final boolean bias;

  /** Columns of Z that are products with the input: those of all gates but, of a GRU, u. */
  final int columns;

  /** Offsets of parameters behind the input's weights, which come first. */
  final int recurrent;
  final int inputBias;
  final int stateBias;

  private final int truncation;
  private final int kept;
  private final DenseLayer input;

  /** Gates with products of the input, and arrays of the shape of the states that are kept. */
  RecurrentOperator(Recurrence layer, int steps, int features, int gates, int arrays) {
    this.steps = steps;
    this.features = features;
    hidden = layer.hiddenSize();
    last = layer.last();
    bias = layer.bias();
    truncation = layer.truncation();
    columns = gates * hidden;
    recurrent = columns * features;
    inputBias = recurrent + columns * hidden;
    stateBias = inputBias + columns;
    kept = Math.multiplyExact(Math.multiplyExact(steps, hidden), 4 + arrays);
    input = dense(features, columns);
  }

  /** A product with rows of weights that are stored as PyTorch stores them. */
  static DenseLayer dense(int inputs, int outputs) {
    return new DenseLayer(inputs, outputs, true, Activation.IDENTITY, 0);
  }

  @Override
  public final long work() {
    return (long) steps * columns * (hidden + features);
  }

  @Override
  public final int kept() {
    return kept;
  }

  /** Products with the state have a row a sample. */
  @Override
  public final int together() {
    return 64;
  }

  /**
   * What is kept, where nothing is to be, sums of biases before it, and a state behind it; backward and tangent need no
   * more.
   */
  @Override
  public final int scratch() {
    return Math.addExact(kept, 5 * hidden);
  }

  /** Where the array of what is kept lies. */
  final double[] memory(LayerCall c) {
    return c.kept == null ? c.scratch : c.kept;
  }

  /** Where in it the gates begin. */
  final int gates(LayerCall c) {
    return c.kept == null ? c.scratchOffset + 4 * hidden : c.keptOffset;
  }

  /** Where the states before each step begin. */
  final int states(LayerCall c) {
    return gates(c) + c.batch * steps * 4 * hidden;
  }

  /** Whether derivatives go from a step to the one before. */
  final boolean reaches(int step) {
    return step > 0 && (truncation == 0 || step % truncation != 0);
  }

  /** Rows of one step in an array of all steps: samples × n, each {@code steps} rows after the one before. */
  final int ld(int n) {
    return steps * n;
  }

  /** The first columns of Z: the input's products of all steps, from sums of biases on. */
  final void inputs(LayerCall c, int summed) {
    int b = c.thetaOffset + inputBias;
    for (int j = 0; j < columns && bias; j++) {
      double other = j < summed ? c.theta[c.thetaOffset + stateBias + j] : 0.0;
      c.scratch[c.scratchOffset + j] = j < summed ? c.theta[b + j] + other : c.theta[b + j];
    }
    Dense.forward(input, c.batch * steps, c.x[0], c.xOffset[0], features, c.theta, c.thetaOffset,
        bias ? c.scratch : null, c.scratchOffset, memory(c), gates(c), 4 * hidden, c.workers);
  }

  /** Their perturbations. */
  final void inputTangents(LayerCall c, int dz) {
    Dense.forward(input, c.batch * steps, c.dx[0], c.dxOffset[0], features, c.theta, c.thetaOffset, null, 0, c.scratch,
        dz, 4 * hidden, c.workers);
  }

  /** Continues chains of n columns of Z of one step by products with states, whose rows are ld apart. */
  final void addProducts(LayerCall c, int weights, int n, double[] h, int ho, int ldh, double[] z, int zo) {
    Gemm.gemm(false, true, c.batch, n, hidden, 1.0, h, ho, ldh, c.theta, c.thetaOffset + weights, hidden, 1.0, z, zo,
        ld(4 * hidden), c.workers);
  }

  /** Continues the chains of ∂L/∂h of one step by products of n columns of dZ of the step behind it. */
  final void addTransposed(LayerCall c, int weights, int n, int dz, int dh) {
    Gemm.gemm(false, false, c.batch, hidden, n, 1.0, c.scratch, dz, ld(4 * hidden), c.theta, c.thetaOffset + weights,
        hidden, 1.0, c.scratch, dh, hidden, c.workers);
  }

  /** The first states are zeros. */
  final void firstStates(LayerCall c) {
    double[] memory = memory(c);
    for (int i = 0; i < c.batch; i++) {
      int at = states(c) + i * ld(hidden);
      Arrays.fill(memory, at, at + hidden, 0.0);
    }
  }

  /** All steps but the last one, whose states stand before the next one. */
  final void states(LayerCall c, double[] memory) {
    for (int i = 0; i < c.batch && !last; i++) {
      System.arraycopy(memory, states(c) + i * ld(hidden) + hidden, c.y, c.yOffset + i * ld(hidden),
          (steps - 1) * hidden);
    }
  }

  /** Whether a step's state comes out. */
  final boolean comesOut(int step) {
    return !last || step == steps - 1;
  }

  /** Where a step of the first sample lies in Y, if it comes out. */
  final int row(int step) {
    return last ? 0 : step * hidden;
  }

  /** How far samples are apart in Y. */
  final int ldy() {
    return last ? hidden : ld(hidden);
  }

  /** ∂L/∂h of a step as far as it comes out, in place of what is there; else zeros. */
  final void outer(LayerCall c, int step, int dh) {
    for (int i = 0; i < c.batch; i++) {
      if (comesOut(step)) {
        System.arraycopy(c.dy, c.dyOffset + i * ldy() + row(step), c.scratch, dh + i * hidden, hidden);
      } else {
        Arrays.fill(c.scratch, dh + i * hidden, dh + (i + 1) * hidden, 0.0);
      }
    }
  }

  /** Gradients by the input, its weights and their bias, from dZ of all steps. */
  final void inputGradients(LayerCall c, int dz) {
    Dense.backward(input, c.batch * steps, c.x[0], c.xOffset[0], features, c.theta, c.thetaOffset, c.kept,
        c.keptOffset, 4 * hidden, c.scratch, dz, 4 * hidden, c.dx[0], c.dxOffset[0], features, c.gradient,
        c.gradientOffset, bias ? c.gradient : null, c.gradientOffset + inputBias, c.accumulate, c.workers);
  }

  /** Gradients by some rows of the states' weights and bias, from what they multiplied and their columns of dZ. */
  final void stateGradients(LayerCall c, DenseLayer rows, int first, int h, int ldh, int dz) {
    if (c.gradient != null) {
      Dense.backward(rows, c.batch * steps, c.kept, h, ldh, c.theta,
          c.thetaOffset + recurrent + first * hidden, c.kept, c.keptOffset, 4 * hidden, c.scratch, dz, 4 * hidden, null,
          0, hidden, c.gradient, c.gradientOffset + recurrent + first * hidden, bias ? c.gradient : null,
          c.gradientOffset + stateBias + first, c.accumulate, c.workers);
    }
  }
}
