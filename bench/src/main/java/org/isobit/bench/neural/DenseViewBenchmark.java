package org.isobit.bench.neural;

import java.util.Arrays;
import java.util.stream.Stream;
import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.Dense;
import org.isobit.kernels.neural.DenseCall;
import org.isobit.kernels.neural.DenseLayer;
import org.isobit.kernels.neural.DenseReference;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What views cost where dense layers are small: the raw form of the façade against that of views that are kept. */
@State(Scope.Thread)
public class DenseViewBenchmark implements KernelBenchmark {

  private static final DenseReference REFERENCE = DenseReference.of(Backend.REFERENCE);

  /** Which way; samples, inputs, outputs. */
  @Param({"forward 1x8x8", "forward 4x16x16", "forward 16x32x32", "backward 1x8x8", "backward 4x16x16",
      "backward 16x32x32"})
  public String call;

  /** Which form. */
  @Param({"simd", "simd-views", "reference"})
  public String implementation;

  private boolean forward;
  private int batch;
  private int inputs;
  private int outputs;
  private DenseLayer layer;
  private double[] x;
  private double[] w;
  private double[] bias;
  private double[] y;
  private double[] dy;
  private double[] dx;
  private double[] dw;
  private double[] db;
  private Matrix viewX;
  private Matrix viewY;
  private Matrix viewDy;
  private Matrix viewDx;
  private DenseCall dense;

  /** Makes the benchmark. */
  public DenseViewBenchmark() {}

  /** Makes a layer without activation, whose backward pass leaves dY as it is, and samples. */
  @Setup
  public void prepare() {
    int[] s = sizes();
    forward = call.startsWith("forward");
    batch = s[0];
    inputs = s[1];
    outputs = s[2];
    layer = DenseLayer.of(inputs, outputs, Activation.IDENTITY);
    x = new Inputs(1).doubles(batch * inputs);
    w = new Inputs(2).doubles(inputs * outputs);
    bias = new Inputs(3).doubles(outputs);
    y = new double[batch * outputs];
    dy = new Inputs(4).doubles(batch * outputs);
    dx = new double[batch * inputs];
    dw = new double[inputs * outputs];
    db = new double[outputs];
    viewX = Matrix.of(x, batch, inputs);
    viewY = Matrix.of(y, batch, outputs);
    viewDy = Matrix.of(dy, batch, outputs);
    viewDx = Matrix.of(dx, batch, inputs);
    dense = DenseCall.of(layer, Matrix.of(w, inputs, outputs), Matrix.row(bias))
        .withGradient(Matrix.of(dw, inputs, outputs), Matrix.row(db), false);
  }

  private int[] sizes() {
    return Arrays.stream(call.substring(call.indexOf(' ') + 1).split("x")).mapToInt(Integer::parseInt).toArray();
  }

  /** One layer, forward or backward. */
  @Benchmark
  public void run() {
    switch (implementation) {
      case "simd" -> raw();
      case "simd-views" -> views();
      default -> reference();
    }
  }

  private void raw() {
    if (forward) {
      Dense.forward(layer, batch, x, 0, inputs, w, 0, bias, 0, y, 0, outputs);
    } else {
      Dense.backward(layer, batch, x, 0, inputs, w, 0, y, 0, outputs, dy, 0, outputs, dx, 0, inputs, dw, 0, db, 0,
          false);
    }
  }

  private void views() {
    if (forward) {
      dense.forward(viewX, viewY);
    } else {
      dense.backward(viewX, viewY, viewDy, viewDx);
    }
  }

  private void reference() {
    if (forward) {
      REFERENCE.forward(layer, batch, x, 0, inputs, w, 0, bias, 0, y, 0, outputs);
    } else {
      REFERENCE.backward(layer, batch, x, 0, inputs, w, 0, y, 0, outputs, dy, 0, outputs, dx, 0, inputs, dw, 0, db, 0,
          false);
    }
  }

  @Override
  public Work work() {
    int[] s = sizes();
    boolean ahead = call.startsWith("forward");
    double product = 2.0 * s[0] * s[1] * s[2];
    double bytes = 8.0 * (s[0] * s[1] + s[1] * s[2] + s[0] * s[2]);
    return ahead ? new Work("dense.double", "views", product, bytes)
        : new Work("denseGradient.double", "views", 2 * product, 2 * bytes);
  }

  @Override
  public double[] output() {
    return forward ? y : Stream.of(dx, dw, db).flatMapToDouble(Arrays::stream).toArray();
  }

  @Override
  public double tolerance() {
    return 0.0;
  }
}
