package org.isobit.models.onnx.internal.operators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.isobit.models.onnx.internal.format.NodeDef;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Recurrent operators against their formulas, sample by sample in plain double; directions, lengths and layouts. */
class RecurrentOperatorsTest {

  private static final int STEPS = 5;
  private static final int BATCH = 3;
  private static final int INPUTS = 4;
  private static final int HIDDEN = 6;
  private static final int[] LENGTHS = {5, 2, 0};

  private final Random random = new Random(17);

  private Tensor random(int... dims) {
    Tensor x = Tensor.zeros(ElementType.DOUBLE, dims);
    for (int i = 0; i < x.size(); i++) {
      x.doubles()[i] = random.nextGaussian() / 2;
    }
    return x;
  }

  private static Tensor[] run(String operator, Map<String, Object> attributes, Tensor... inputs) {
    NodeDef node = new NodeDef(0, "", operator, "", List.of(), List.of("y", "h", "c"), attributes);
    return Operators.of(node).run(new Call(node, 22, inputs));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  /** Inputs of one operator: x, W, R, B, lengths, h, c, P. */
  private Tensor[] inputs(int directions, int gates) {
    return new Tensor[] {random(STEPS, BATCH, INPUTS), random(directions, gates * HIDDEN, INPUTS),
        random(directions, gates * HIDDEN, HIDDEN), random(directions, 2 * gates * HIDDEN),
        Tensor.of(new long[] {LENGTHS[0], LENGTHS[1], LENGTHS[2]}, BATCH), random(directions, BATCH, HIDDEN),
        random(directions, BATCH, HIDDEN), random(directions, 3 * HIDDEN)};
  }

  /** What gate g gets from the input, and from the state h. */
  private static double[] parts(Tensor[] in, int gates, int d, int t, int b, int g, int j, double[] h) {
    int row = (d * gates + g) * HIDDEN + j;
    double own = in[3].number(2 * d * gates * HIDDEN + g * HIDDEN + j);
    double state = in[3].number(2 * d * gates * HIDDEN + (gates + g) * HIDDEN + j);
    for (int i = 0; i < INPUTS; i++) {
      own += in[1].number(row * INPUTS + i) * in[0].number((t * BATCH + b) * INPUTS + i);
    }
    for (int i = 0; i < HIDDEN; i++) {
      state += in[2].number(row * HIDDEN + i) * h[i];
    }
    return new double[] {own, state};
  }

  private interface Step {
    void next(int d, int t, int b, double[] h, double[] c);
  }

  private void check(Tensor[] in, int directions, boolean backwards, Step step, Tensor[] y) {
    double[] steps = new double[STEPS * directions * BATCH * HIDDEN];
    for (int d = 0; d < directions; d++) {
      for (int b = 0; b < BATCH; b++) {
        double[] h = new double[HIDDEN];
        double[] c = new double[HIDDEN];
        for (int j = 0; j < HIDDEN; j++) {
          h[j] = in[5].number((d * BATCH + b) * HIDDEN + j);
          c[j] = in[6].number((d * BATCH + b) * HIDDEN + j);
        }
        for (int s = 0; s < LENGTHS[b]; s++) {
          int t = backwards || d == 1 ? LENGTHS[b] - 1 - s : s;
          step.next(d, t, b, h, c);
          System.arraycopy(h, 0, steps, ((t * directions + d) * BATCH + b) * HIDDEN, HIDDEN);
        }
        for (int j = 0; j < HIDDEN; j++) {
          assertEquals(h[j], y[1].number((d * BATCH + b) * HIDDEN + j), 1e-14);
          if (y.length > 2) {
            assertEquals(c[j], y[2].number((d * BATCH + b) * HIDDEN + j), 1e-14);
          }
        }
      }
    }
    assertArrayEquals(new int[] {STEPS, directions, BATCH, HIDDEN}, y[0].dims());
    assertArrayEquals(steps, y[0].doubles(), 1e-14);
  }

  @Test
  void lstm() {
    for (String direction : List.of("forward", "reverse", "bidirectional")) {
      for (boolean peepholes : new boolean[] {false, true}) {
        int directions = direction.equals("bidirectional") ? 2 : 1;
        Tensor[] in = inputs(directions, 4);
        Tensor p = in[7];
        in[7] = peepholes ? p : null;
        check(in, directions, direction.equals("reverse"), (d, t, b, h, c) -> {
          double[] before = h.clone();
          for (int j = 0; j < HIDDEN; j++) {
            double[] z = new double[4];
            for (int g = 0; g < 4; g++) {
              double[] both = parts(in, 4, d, t, b, g, j, before);
              z[g] = both[0] + both[1];
            }
            int at = d * 3 * HIDDEN + j;
            double i = sigmoid(z[0] + (peepholes ? p.number(at) * c[j] : 0));
            double f = sigmoid(z[2] + (peepholes ? p.number(at + 2 * HIDDEN) * c[j] : 0));
            c[j] = f * c[j] + i * StrictMath.tanh(z[3]);
            h[j] = sigmoid(z[1] + (peepholes ? p.number(at + HIDDEN) * c[j] : 0)) * StrictMath.tanh(c[j]);
          }
        }, run("LSTM", Map.of("direction", direction), in));
      }
    }
  }

  @Test
  void gru() {
    for (String direction : List.of("forward", "reverse", "bidirectional")) {
      for (boolean before : new boolean[] {false, true}) {
        int directions = direction.equals("bidirectional") ? 2 : 1;
        Tensor[] in = inputs(directions, 3);
        check(in, directions, direction.equals("reverse"), (d, t, b, h, c) -> {
          double[] old = h.clone();
          double[] reset = new double[HIDDEN];
          for (int j = 0; j < HIDDEN; j++) {
            double[] z = parts(in, 3, d, t, b, 1, j, old);
            reset[j] = sigmoid(z[0] + z[1]);
          }
          double[] less = new double[HIDDEN];
          for (int j = 0; j < HIDDEN; j++) {
            less[j] = reset[j] * old[j];
          }
          for (int j = 0; j < HIDDEN; j++) {
            double[] z = parts(in, 3, d, t, b, 0, j, old);
            double keep = sigmoid(z[0] + z[1]);
            double[] n = parts(in, 3, d, t, b, 2, j, before ? less : old);
            double candidate = StrictMath.tanh(n[0] + (before ? n[1] : reset[j] * n[1]));
            h[j] = (1 - keep) * candidate + keep * old[j];
          }
        }, run("GRU", Map.of("direction", direction, "linear_before_reset", before ? 0L : 1L),
            in[0], in[1], in[2], in[3], in[4], in[5]));
      }
    }
  }

  @Test
  void plain() {
    Tensor[] in = inputs(2, 1);
    check(in, 2, false, (d, t, b, h, c) -> {
      double[] old = h.clone();
      for (int j = 0; j < HIDDEN; j++) {
        double[] z = parts(in, 1, d, t, b, 0, j, old);
        h[j] = d == 0 ? StrictMath.tanh(z[0] + z[1]) : StrictMath.max(0, z[0] + z[1]);
      }
    }, run("RNN", Map.of("direction", "bidirectional", "activations", List.of("Tanh", "Relu")), in[0], in[1], in[2],
        in[3], in[4], in[5]));
  }

  @Test
  void samplesMayBeFirst() {
    Tensor[] in = inputs(2, 4);
    Map<String, Object> attributes = new HashMap<>(Map.of("direction", "bidirectional"));
    Tensor[] y = run("LSTM", attributes, in);
    attributes.put("layout", 1L);
    in[0] = ShapeOperators.permuted(in[0], 1, 0, 2);
    in[5] = ShapeOperators.permuted(in[5], 1, 0, 2);
    in[6] = ShapeOperators.permuted(in[6], 1, 0, 2);
    Tensor[] turned = run("LSTM", attributes, in);
    assertArrayEquals(ShapeOperators.permuted(y[0], 2, 0, 1, 3).doubles(), turned[0].doubles());
    assertArrayEquals(ShapeOperators.permuted(y[1], 1, 0, 2).doubles(), turned[1].doubles());
    assertArrayEquals(ShapeOperators.permuted(y[2], 1, 0, 2).doubles(), turned[2].doubles());
  }

  @Test
  void whatIsNotSupportedIsNamed() {
    Tensor[] in = inputs(1, 4);
    refused("activations", Map.of("activations", List.of("Sigmoid", "Tanh", "Relu")), in);
    refused("input_forget", Map.of("input_forget", 1L), in);
    refused("direction", Map.of("direction", "sideways"), in);
    refused("hidden_size", Map.of("hidden_size", 7L), in);
    Tensor[] tooLong = in.clone();
    tooLong[4] = Tensor.of(new long[] {1, 2, 6}, 3);
    refused("lengths", Map.of(), tooLong);
    Tensor[] weights = in.clone();
    weights[1] = random(1, 4 * HIDDEN, INPUTS + 1);
    refused("weights of inputs", Map.of(), weights);
  }

  private static void refused(String word, Map<String, Object> attributes, Tensor... inputs) {
    String message = assertThrows(IllegalArgumentException.class, () -> run("LSTM", attributes, inputs)).getMessage();
    assertTrue(message.startsWith("node number 0 (LSTM): ") && message.contains(word), message);
  }
}
