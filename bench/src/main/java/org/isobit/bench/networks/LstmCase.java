package org.isobit.bench.networks;

import java.util.Map;
import org.isobit.bench.KernelBenchmark.Work;
import org.isobit.bench.neural.OnnxRuntime;
import org.isobit.bench.neural.OnnxWriter;
import org.isobit.models.learning.FloatNetwork;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.recurrent.LstmLayer;
import org.isobit.models.onnx.tensor.Tensor;

/** An LSTM over sequences of which all states come out; ONNX Runtime's has steps before samples. */
final class LstmCase extends Case.Packed {

  private static final int GATES = 4;

  /** Our gate, of i, f, g, o, that is ONNX's first, second, …: i, o, f, g. */
  private static final int[] ORDER = {0, 3, 1, 2};

  private final int hidden;
  private final int features;
  private final int steps;

  LstmCase(int hidden, int features, int steps, int batch) {
    super(batch);
    this.hidden = hidden;
    this.features = features;
    this.steps = steps;
  }

  @Override
  FloatNetwork network() {
    return FloatNetwork.of(Shape.of(steps, features), LstmLayer.of(hidden));
  }

  /** Rows of all gates in ONNX's order. */
  private void gates(int from, int columns, float[] to, int at) {
    int size = hidden * columns;
    for (int gate = 0; gate < GATES; gate++) {
      System.arraycopy(theta, from + ORDER[gate] * size, to, at + gate * size, size);
    }
  }

  @Override
  OnnxRuntime onnx(boolean fused, int threads) {
    int rows = GATES * hidden;
    float[] w = new float[rows * features];
    float[] r = new float[rows * hidden];
    float[] b = new float[2 * rows];
    gates(0, features, w, 0);
    gates(w.length, hidden, r, 0);
    gates(w.length + r.length, 1, b, 0);
    gates(w.length + r.length + rows, 1, b, rows);
    float[] turned = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      turned[turned(i, features)] = x[i];
    }
    byte[] model = new OnnxWriter().constant("w", w, 1, rows, features).constant("r", r, 1, rows, hidden)
        .constant("b", b, 1, 2 * rows).input("x", steps, batch, features).output("y", steps, 1, batch, hidden)
        .node("LSTM", Map.of("hidden_size", (long) hidden), "y", "x", "w", "r", "b").bytes();
    return new OnnxRuntime(model, Map.of("x", Tensor.of(turned, steps, batch, features)), threads, steps, 1, batch,
        hidden);
  }

  /** From samples × steps × columns to steps × samples × columns. */
  private int turned(int i, int columns) {
    int row = i / columns;
    return (row % steps * batch + row / steps) * columns + i % columns;
  }

  @Override
  int place(int i) {
    return turned(i, hidden);
  }

  @Override
  Work work() {
    double weights = (double) GATES * hidden * (features + hidden);
    return new Work("lstmGates.float", "LSTM", 2.0 * batch * steps * weights,
        4.0 * (weights + (double) batch * steps * (features + hidden)));
  }
}
