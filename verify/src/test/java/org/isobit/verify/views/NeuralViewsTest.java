// Master of FloatNeuralViewsTest: the float version is generated from this file.
package org.isobit.verify.views;

import static org.isobit.verify.views.Placed.contiguous;
import static org.isobit.verify.views.Placed.matrix;
import static org.isobit.verify.views.Placed.refused;
import static org.isobit.verify.views.Placed.same;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.AdamRates;
import org.isobit.kernels.neural.Dense;
import org.isobit.kernels.neural.DenseCall;
import org.isobit.kernels.neural.DenseLayer;
import org.isobit.kernels.neural.DenseStack;
import org.isobit.kernels.neural.DenseWeights;
import org.isobit.kernels.neural.Gate;
import org.isobit.kernels.neural.Gates;
import org.isobit.kernels.neural.Losses;
import org.isobit.kernels.neural.Optimizers;
import org.isobit.kernels.neural.Sampling;
import org.isobit.kernels.neural.Softmax;
import org.junit.jupiter.api.Test;

/** Networks' kernels of views: the bits of the raw form, and shapes that do not fit. */
class NeuralViewsTest {

  private static final Workers SERIAL = Workers.serial();

  /** Batch, inputs, outputs. */
  private static final int[][] SIZES = {{1, 1, 1}, {3, 5, 17}, {67, 9, 7}, {0, 4, 3}, {70, 66, 65}};

  @Test
  void denseLayersHaveTheBitsOfTheRawForm() {
    try (Workers two = Workers.of(2)) {
      for (int[] s : SIZES) {
        for (int variant = 0; variant < 4; variant++) {
          DenseLayer layer = new DenseLayer(s[1], s[2], (variant & 1) != 0, Activation.TANH, 0);
          forward(layer, s[0], (variant & 2) != 0 ? two : SERIAL);
          backward(layer, s[0], (variant & 2) != 0 ? two : SERIAL);
        }
      }
    }
  }

  private static Matrix weights(long seed, DenseLayer layer) {
    return layer.transposed() ? contiguous(seed, layer.outputs(), layer.inputs())
        : contiguous(seed, layer.inputs(), layer.outputs());
  }

  private static void forward(DenseLayer layer, int batch, Workers workers) {
    int outputs = layer.outputs();
    Matrix w = weights(1, layer);
    Matrix x = matrix(2, batch, layer.inputs());
    Matrix y = matrix(3, batch, outputs);
    same("dense", o -> Dense.forward(layer, batch, o[0].array(), o[0].offset(), o[0].ld(), o[1].array(), o[1].offset(),
        null, 0, o[2].array(), o[2].offset(), o[2].ld(), workers),
        o -> DenseCall.of(layer, o[1]).withWorkers(workers).forward(o[0], o[2]), x, w, y);
    same("dense with bias", o -> Dense.forward(layer, batch, o[0].array(), o[0].offset(), o[0].ld(), o[1].array(),
        o[1].offset(), o[3].array(), o[3].offset(), o[2].array(), o[2].offset(), o[2].ld(), workers),
        o -> DenseCall.of(layer, o[1], o[3]).withWorkers(workers).forward(o[0], o[2]), x, w, y, matrix(4, 1, outputs));
    Matrix bias = contiguous(4, 1, outputs);
    DenseWeights packed = DenseWeights.of(layer, w.array(), w.offset(), bias.array(), bias.offset());
    same("packed dense", o -> Dense.forward(packed, batch, o[0].array(), o[0].offset(), o[0].ld(), o[1].array(),
        o[1].offset(), o[1].ld()), o -> Dense.forward(packed, o[0], o[1]), x, y);
    DenseStack stack = DenseStack.of(packed);
    same("dense stack", o -> stack.forward(batch, o[0].array(), o[0].offset(), o[0].ld(), o[1].array(), o[1].offset(),
        o[1].ld(), workers), o -> stack.forward(o[0], o[1], workers), x, y);
  }

  private static void backward(DenseLayer layer, int batch, Workers workers) {
    int outputs = layer.outputs();
    Matrix[] operands = {matrix(1, batch, layer.inputs()), weights(2, layer), matrix(3, batch, outputs),
        matrix(4, batch, outputs), matrix(5, batch, layer.inputs()), weights(6, layer), contiguous(7, outputs, 1)};
    for (boolean add : new boolean[] {false, true}) {
      same("gradient", o -> Dense.backward(layer, batch, o[0].array(), o[0].offset(), o[0].ld(), o[1].array(),
          o[1].offset(), o[2].array(), o[2].offset(), o[2].ld(), o[3].array(), o[3].offset(), o[3].ld(), o[4].array(),
          o[4].offset(), o[4].ld(), o[5].array(), o[5].offset(), o[6].array(), o[6].offset(), add, workers),
          o -> DenseCall.of(layer, o[1]).withGradient(o[5], o[6], add).withWorkers(workers).backward(o[0], o[2], o[3],
              o[4]), operands);
      same("gradient without that of X and the bias", o -> Dense.backward(layer, batch, o[0].array(), o[0].offset(),
          o[0].ld(), o[1].array(), o[1].offset(), o[2].array(), o[2].offset(), o[2].ld(), o[3].array(), o[3].offset(),
          o[3].ld(), null, 0, 0, o[5].array(), o[5].offset(), null, 0, add, workers),
          o -> DenseCall.of(layer, o[1]).withGradient(o[5], add).withWorkers(workers).backward(o[0], o[2], o[3]),
          operands);
    }
    same("gradient of X alone", o -> Dense.backward(layer, batch, o[0].array(), o[0].offset(), o[0].ld(), o[1].array(),
        o[1].offset(), o[2].array(), o[2].offset(), o[2].ld(), o[3].array(), o[3].offset(), o[3].ld(), o[4].array(),
        o[4].offset(), o[4].ld(), null, 0, null, 0, false, workers),
        o -> DenseCall.of(layer, o[1]).withWorkers(workers).backward(o[0], o[2], o[3], o[4]), operands);
  }

  @Test
  void softmaxHasTheBitsOfTheRawForm() {
    for (int[] s : SIZES) {
      int rows = s[0];
      int n = s[2];
      same("softmax", x -> Softmax.forward(rows, n, x[0].array(), x[0].offset(), x[0].ld(), x[1].array(),
          x[1].offset(), x[1].ld()), x -> Softmax.forward(x[0], x[1], SERIAL), matrix(1, rows, n), matrix(2, rows, n));
      same("softmax in place", x -> Softmax.forward(rows, n, x[0].array(), x[0].offset(), x[0].ld(), x[0].array(),
          x[0].offset(), x[0].ld()), x -> Softmax.forward(x[0], x[0], SERIAL), matrix(1, rows, n));
      same("softmax gradient", x -> Softmax.backward(rows, n, x[0].array(), x[0].offset(), x[0].ld(), x[1].array(),
          x[1].offset(), x[1].ld(), x[2].array(), x[2].offset(), x[2].ld()),
          x -> Softmax.backward(x[0], x[1], x[2], SERIAL), matrix(1, rows, n), matrix(2, rows, n), matrix(3, rows, n));
    }
  }

  @Test
  void gatesHaveTheBitsOfTheRawForm() {
    for (int[] s : SIZES) {
      int rows = s[0];
      int n = s[2];
      for (Gate kind : Gate.values()) {
        same("gate", x -> Gates.forward(kind, rows, n, x[0].array(), x[0].offset(), x[0].ld(), x[1].array(),
            x[1].offset(), x[1].ld()), x -> Gates.forward(kind, x[0], x[1], SERIAL), matrix(1, rows, 2 * n),
            matrix(2, rows, n));
        same("gate gradient", x -> Gates.backward(kind, rows, n, x[0].array(), x[0].offset(), x[0].ld(), x[1].array(),
            x[1].offset(), x[1].ld(), x[2].array(), x[2].offset(), x[2].ld()),
            x -> Gates.backward(kind, x[0], x[1], x[2], SERIAL), matrix(1, rows, 2 * n), matrix(2, rows, n),
            matrix(3, rows, 2 * n));
        same("gate tangent", x -> Gates.tangent(kind, rows, n, x[0].array(), x[0].offset(), x[0].ld(), x[1].array(),
            x[1].offset(), x[1].ld(), x[2].array(), x[2].offset(), x[2].ld()),
            x -> Gates.tangent(kind, x[0], x[1], x[2], SERIAL), matrix(1, rows, 2 * n), matrix(2, rows, 2 * n),
            matrix(3, rows, n));
      }
    }
    Matrix x = Matrix.allocate(3, 8);
    refused("gate: X is 3x8 but must be 3x6", () -> Gates.forward(Gate.GLU, x, Matrix.allocate(3, 3), SERIAL));
  }

  @Test
  void lossesAndStepsHaveTheBitsOfTheRawForm() {
    for (int[] s : SIZES) {
      int n = s[0] * s[1];
      Matrix[] x = new Matrix[5];
      for (int i = 0; i < x.length; i++) {
        x[i] = contiguous(i, s[0], s[1]);
      }
      for (Losses.Scaled kind : Losses.Scaled.values()) {
        double[] values = new double[2];
        same("loss", o -> values[0] = Losses.scaled(kind, 0.5, n, o[0].array(), o[0].offset(), o[1].array(),
            o[1].offset(), o[2].array(), o[2].offset(), o[3].array(), o[3].offset(), o[4].array(), o[4].offset(),
            SERIAL), o -> values[1] = Losses.scaled(kind, 0.5, o[0], o[1], o[2], o[3], o[4], SERIAL), x);
        assertEquals(values[0], values[1]);
        assertEquals(values[0], Losses.scaled(kind, 0.5, x[0], x[1], x[2], null, null, SERIAL));
      }
      assertEquals(Losses.scaled(Losses.Scaled.GAUSSIAN, 0.5, x[0], x[1], x[2], null, null, SERIAL),
          Losses.gaussian(0.5, x[0], x[1], x[2], null, null));
      assertEquals(Losses.scaled(Losses.Scaled.LAPLACE, 0.5, x[0], x[1], x[2], null, null, SERIAL),
          Losses.laplace(0.5, x[0], x[1], x[2], null, null));
      same("sample gradient", o -> Sampling.sampleGradient(1, 2, 3, n, o[0].array(), o[0].offset(), o[1].array(),
          o[1].offset(), o[2].array(), o[2].offset(), o[3].array(), o[3].offset()),
          o -> Sampling.sampleGradient(1, 2, 3, o[0], o[1], o[2], o[3]), x);
      for (int i = 0; i < x[3].array().length; i++) {
        x[3].array()[i] = Math.abs(x[3].array()[i]);
      }
      AdamRates rates = AdamRates.of(0.125); // float: unchanged
      same("adam", o -> Optimizers.adam(rates, 3, n, o[0].array(), o[0].offset(), o[1].array(), o[1].offset(),
          o[2].array(), o[2].offset(), o[3].array(), o[3].offset()),
          o -> Optimizers.adam(rates, 3, o[0], o[1], o[2], o[3], SERIAL), x);
    }
  }

  @Test
  void shapesOfLayersThatDoNotFitAreRefusedByName() {
    DenseLayer layer = DenseLayer.of(4, 3, Activation.RELU);
    Matrix w = contiguous(1, 4, 3);
    Matrix x = matrix(2, 5, 4);
    Matrix y = matrix(3, 5, 3);
    Matrix wide = matrix(4, 5, 6);
    Matrix long6 = matrix(4, 6, 3);
    String lie = "but its elements must lie one after the other";
    refused("dense: W is 3x4 but that of the layer is 4x3", () -> DenseCall.of(layer, contiguous(1, 3, 4)));
    refused("dense: W is 4x3 with leading dimension 8, " + lie, () -> DenseCall.of(layer, matrix(1, 4, 3)));
    refused("dense: bias is 1x4 but W is 4x3", () -> DenseCall.of(layer, w, matrix(1, 1, 4)));
    refused("dense: bias is 3x1 with leading dimension 6, " + lie, () -> DenseCall.of(layer, w, matrix(1, 3, 1)));
    DenseCall call = DenseCall.of(layer, w);
    refused("dense gradient: dW is 3x4 but W is 4x3", () -> call.withGradient(contiguous(1, 3, 4), true));
    refused("dense gradient: dW is 4x3 with leading dimension 8, " + lie,
        () -> call.withGradient(matrix(1, 4, 3), matrix(1, 1, 3), true));
    refused("dense gradient: db is 2x1 but W is 4x3",
        () -> call.withGradient(contiguous(1, 4, 3), matrix(1, 2, 1), true));
    refused("dense: X is 5x6 but W is 4x3", () -> call.forward(wide, y));
    refused("dense: Y is 5x6 but W is 4x3", () -> call.forward(x, wide));
    refused("dense: Y is 6x3 but X is 5x4", () -> call.forward(x, long6));
    refused("dense gradient: X is 5x6 but W is 4x3", () -> call.backward(wide, y, y));
    refused("dense gradient: stored is 6x3 but X is 5x4", () -> call.backward(x, long6, y));
    refused("dense gradient: dY is 5x6 but W is 4x3", () -> call.backward(x, y, wide));
    refused("dense gradient: dX is 5x3 but W is 4x3", () -> call.backward(x, y, matrix(5, 5, 3), y));
    DenseCall turned = DenseCall.of(new DenseLayer(4, 3, true, Activation.RELU, 0), contiguous(1, 3, 4));
    refused("dense: X is 5x6 but W is 3x4 (transposed)", () -> turned.forward(wide, y));
    DenseWeights packed = DenseWeights.of(layer, w.array(), 0, null, 0);
    refused("dense: X is 5x6 but W is 4x3", () -> Dense.forward(packed, wide, y));
    refused("dense: Y is 5x6 but W is 4x3", () -> Dense.forward(packed, x, wide));
    refused("dense: Y is 6x3 but X is 5x4", () -> Dense.forward(packed, x, long6));
    DenseStack stack = DenseStack.of(packed);
    refused("dense stack: X is 5x6 but the whole of the layers is 4x3", () -> stack.forward(wide, y, SERIAL));
    refused("dense stack: Y is 5x6 but the whole of the layers is 4x3", () -> stack.forward(x, wide, SERIAL));
    refused("dense stack: Y is 6x3 but X is 5x4", () -> stack.forward(x, long6, SERIAL));
    refused("dense: workers is null", () -> call.withWorkers(null));
  }

  @Test
  void shapesOfVectorsThatDoNotFitAreRefusedByName() {
    Matrix x = contiguous(1, 3, 4);
    Matrix y = contiguous(2, 4, 3);
    Matrix apart = matrix(3, 3, 4);
    String lie = "is 3x4 with leading dimension 9, but its elements must lie one after the other";
    refused("softmax: Y is 4x3 but X is 3x4", () -> Softmax.forward(x, y, SERIAL));
    refused("softmax gradient: dY is 4x3 but Y is 3x4", () -> Softmax.backward(x, y, x, SERIAL));
    refused("softmax gradient: dX is 4x3 but Y is 3x4", () -> Softmax.backward(x, x, y, SERIAL));
    refused("loss: mean " + lie, () -> Losses.gaussian(1.0, apart, x, x, null, null));
    refused("loss: log scale is 4x3 but mean is 3x4", () -> Losses.gaussian(1.0, x, y, x, null, null));
    refused("loss: target is 4x3 but mean is 3x4", () -> Losses.laplace(1.0, x, x, y, null, null));
    refused("loss: mean gradient is 4x3 but mean is 3x4", () -> Losses.laplace(1.0, x, x, x, y, x));
    refused("loss: log scale gradient is 4x3 but mean is 3x4", () -> Losses.laplace(1.0, x, x, x, x, y));
    AdamRates rates = AdamRates.of(0.125); // float: unchanged
    refused("adam: parameters " + lie, () -> Optimizers.adam(rates, 1, apart, x, x, x, SERIAL));
    refused("adam: gradient is 4x3 but parameters is 3x4", () -> Optimizers.adam(rates, 1, x, y, x, x, SERIAL));
    refused("adam: first moment is 4x3 but parameters is 3x4", () -> Optimizers.adam(rates, 1, x, x, y, x, SERIAL));
    refused("adam: second moment is 4x3 but parameters is 3x4", () -> Optimizers.adam(rates, 1, x, x, x, y, SERIAL));
    refused("sample gradient: dz is 4x3 but log scale is 3x4", () -> Sampling.sampleGradient(1, 2, 3, x, y, x, x));
    refused("sample gradient: mean gradient is 4x3 but log scale is 3x4",
        () -> Sampling.sampleGradient(1, 2, 3, x, x, y, x));
    refused("sample gradient: log scale gradient " + lie, () -> Sampling.sampleGradient(1, 2, 3, x, x, x, apart));
  }
}
