// Master of FloatDenseVectors: the float version is generated from this file.
package org.isobit.verify.vectors;

import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.Dense;
import org.isobit.kernels.neural.DenseLayer;
import org.isobit.kernels.neural.DenseStack;
import org.isobit.kernels.neural.DenseWeights;
import org.isobit.verify.Inputs;

/**
 * Dense layers: both orders of W, with and without bias, more than one run of inputs; gradients, fresh and added,
 * and of more than one run of samples.
 */
public final class DenseVectors implements KernelVectors {

  private static final int BATCH = 2;
  private static final int INPUTS = 4;
  private static final int OUTPUTS = 3;
  private static final int TWO_RUNS = 6000;

  /** Made by the service loader. */
  public DenseVectors() {}

  private static VectorText start(VectorText out, String kernel, DenseLayer layer, int batch) {
    return out.kernel(kernel).in("batch", batch).in("inputs", layer.inputs()).in("outputs", layer.outputs())
        .in("transposed", layer.transposed()).in("activation", layer.activation().name());
  }

  @Override
  public void write(VectorText out) {
    forward(out, new DenseLayer(INPUTS, OUTPUTS, false, Activation.RELU, 0.0));
    forward(out, new DenseLayer(INPUTS, OUTPUTS, true, Activation.TANH, 0.0));
    twoRuns(out);
    backward(out, new DenseLayer(INPUTS, OUTPUTS, false, Activation.TANH, 0.0), false);
    backward(out, new DenseLayer(INPUTS, OUTPUTS, true, Activation.GELU, 0.0), true);
    manySamples(out);
    stack(out);
  }

  /** More samples than a run: dW is a chain of runs, db one chain. */
  private static void manySamples(VectorText out) {
    DenseLayer layer = DenseLayer.of(1, 1, Activation.IDENTITY);
    for (boolean accumulate : new boolean[] {false, true}) {
      start(out, "denseGradient.double", layer, TWO_RUNS).in("accumulate", accumulate);
      double[] x = out.randomDoubles("x", 115, TWO_RUNS);
      double[] w = {0.3};
      double[] stored = out.randomDoubles("stored", 116, TWO_RUNS);
      double[] dy = out.randomDoubles("dy", 117, TWO_RUNS);
      double[] dw = {0.7};
      double[] db = {-0.2};
      double[] dx = new double[TWO_RUNS];
      out.in("w", w).in("dw", dw).in("db", db);
      Dense.backward(layer, TWO_RUNS, x, 0, 1, w, 0, stored, 0, 1, dy, 0, 1, dx, 0, 1, dw, 0, db, 0, accumulate);
      out.out("dz", dy).out("dx", dx).out("dw", dw).out("db", db);
    }
  }

  private static void forward(VectorText out, DenseLayer layer) {
    Inputs inputs = new Inputs(110);
    double[] x = inputs.doubles(BATCH * INPUTS);
    double[] w = inputs.doubles(layer.weights());
    double[] b = inputs.doubles(OUTPUTS);
    double[] y = new double[BATCH * OUTPUTS];
    Dense.forward(layer, BATCH, x, 0, INPUTS, w, 0, b, 0, y, 0, OUTPUTS);
    start(out, "dense.double", layer, BATCH).in("x", x).in("w", w).in("b", b).out("y", y);
    Dense.forward(DenseWeights.of(layer, w, 0, b, 0), BATCH, x, 0, INPUTS, y, 0, OUTPUTS);
    start(out, "packedDense.double", layer, BATCH).in("x", x).in("w", w).in("b", b).out("y", y);
    Dense.forward(layer, BATCH, x, 0, INPUTS, w, 0, null, 0, y, 0, OUTPUTS);
    start(out, "dense.double", layer, BATCH).in("x", x).in("w", w).out("y", y);
  }

  private static void twoRuns(VectorText out) {
    DenseLayer layer = DenseLayer.of(TWO_RUNS, 1, Activation.IDENTITY);
    start(out, "dense.double", layer, 1);
    double[] x = out.randomDoubles("x", 111, TWO_RUNS);
    double[] w = out.randomDoubles("w", 112, TWO_RUNS);
    double[] b = {0.5};
    double[] y = new double[1];
    Dense.forward(layer, 1, x, 0, TWO_RUNS, w, 0, b, 0, y, 0, 1);
    out.in("b", b).out("y", y);
  }

  private static void backward(VectorText out, DenseLayer layer, boolean accumulate) {
    Inputs inputs = new Inputs(113);
    double[] x = inputs.doubles(BATCH * INPUTS);
    double[] w = inputs.doubles(layer.weights());
    double[] stored = inputs.doubles(BATCH * OUTPUTS);
    double[] dy = inputs.doubles(BATCH * OUTPUTS);
    double[] dw = inputs.doubles(layer.weights());
    double[] db = inputs.doubles(OUTPUTS);
    double[] dx = new double[BATCH * INPUTS];
    start(out, "denseGradient.double", layer, BATCH).in("accumulate", accumulate).in("x", x).in("w", w)
        .in("stored", stored).in("dy", dy).in("dw", dw).in("db", db);
    Dense.backward(layer, BATCH, x, 0, INPUTS, w, 0, stored, 0, OUTPUTS, dy, 0, OUTPUTS, dx, 0, INPUTS, dw, 0, db, 0,
        accumulate);
    out.out("dz", dy).out("dx", dx).out("dw", dw).out("db", db);
  }

  private static void stack(VectorText out) {
    Inputs inputs = new Inputs(114);
    DenseLayer first = DenseLayer.of(INPUTS, INPUTS, Activation.SILU);
    DenseLayer second = DenseLayer.of(INPUTS, INPUTS, Activation.IDENTITY);
    double[] x = inputs.doubles(BATCH * INPUTS);
    double[] w1 = inputs.doubles(first.weights());
    double[] b1 = inputs.doubles(INPUTS);
    double[] w2 = inputs.doubles(second.weights());
    double[] b2 = inputs.doubles(INPUTS);
    double[] y = new double[BATCH * INPUTS];
    DenseStack.of(DenseWeights.of(first, w1, 0, b1, 0), DenseWeights.of(second, w2, 0, b2, 0))
        .forward(BATCH, x, 0, INPUTS, y, 0, INPUTS);
    out.kernel("denseStack.double").in("batch", BATCH).in("width", INPUTS).in("layers", 2).in("x", x)
        .in("activation1", first.activation().name()).in("w1", w1).in("b1", b1)
        .in("activation2", second.activation().name()).in("w2", w2).in("b2", b2).out("y", y);
  }
}
