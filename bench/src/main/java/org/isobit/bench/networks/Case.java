package org.isobit.bench.networks;

import org.isobit.bench.KernelBenchmark.Work;
import org.isobit.bench.neural.OnnxRuntime;
import org.isobit.kernels.Workers;
import org.isobit.models.learning.FloatNetwork;
import org.isobit.models.learning.FloatPackedNetwork;
import org.isobit.verify.Inputs;

/** A network with weights and samples, by this library's inference and by ONNX Runtime. */
abstract class Case {

  /**
   * A case by its name.
   *
   * @param name {@code chain BATCH}, {@code lstm UNITS INPUTS STEPS BATCH} or {@code block WIDTH HEADS HIDDEN TOKENS}
   */
  static Case of(String name) {
    String[] parts = name.split(" ");
    int[] sizes = new int[parts.length - 1];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Integer.parseInt(parts[i + 1]);
    }
    return switch (parts[0]) {
      case "chain" -> new ConvolutionChain(sizes[0]);
      case "lstm" -> new LstmCase(sizes[0], sizes[1], sizes[2], sizes[3]);
      case "block" -> new TransformerBlock(sizes[0], sizes[1], sizes[2], sizes[3]);
      default -> throw new IllegalArgumentException("there is no network '" + name + "'");
    };
  }

  /** Makes weights and samples. */
  abstract void prepare();

  abstract void infer(Workers workers);

  /** What inference has made. */
  abstract float[] output();

  /** The same network with the same weights and samples. */
  abstract OnnxRuntime onnx(boolean fused, int threads);

  /** Where an element of the output lies in ONNX Runtime's. */
  int place(int i) {
    return i;
  }

  abstract Work work();

  /** A network of layers, packed, and its samples. */
  abstract static class Packed extends Case {

    final int batch;
    float[] theta;
    float[] x;
    private float[] y;
    private FloatPackedNetwork packed;

    Packed(int batch) {
      this.batch = batch;
    }

    abstract FloatNetwork network();

    @Override
    final void prepare() {
      FloatNetwork network = network();
      theta = network.initialize(1, 0);
      packed = network.inference(theta, 0);
      x = new Inputs(batch).floats(batch * network.input().size());
      y = new float[batch * network.output().size()];
    }

    @Override
    final void infer(Workers workers) {
      packed.forward(batch, x, 0, y, 0, workers);
    }

    @Override
    final float[] output() {
      return y;
    }
  }
}
