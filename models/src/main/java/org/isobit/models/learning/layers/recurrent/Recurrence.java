package org.isobit.models.learning.layers.recurrent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isobit.models.learning.layers.Initializer;
import org.isobit.models.learning.layers.LayerSettings;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.onnx.export.OnnxNodes;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;

/**
 * What recurrent layers have in common, but for their gates. Immutable.
 *
 * @param hiddenSize           elements of a state, at least 1
 * @param last                 whether only the last step comes out
 * @param truncation           steps of a part of a sequence beyond which derivatives do not reach; 0: all
 * @param bias                 whether there are biases
 * @param level                the number behind {@code _l} in the names of parameters
 * @param weightInitializer    law of initial weights of the input
 * @param recurrentInitializer law of initial weights of the state
 * @param biasInitializer      law of initial biases
 */
record Recurrence(int hiddenSize, boolean last, int truncation, boolean bias, int level, Initializer weightInitializer,
    Initializer recurrentInitializer, Initializer biasInitializer) {

  /** PyTorch's initial values: uniform in ±1 ÷ √hiddenSize, biases too. */
  static Recurrence of(String kind, int hiddenSize) {
    least(kind, "hidden-size", hiddenSize, 1);
    Initializer law = Initializer.uniform(1.0 / Math.sqrt(hiddenSize));
    return new Recurrence(hiddenSize, false, 0, true, 0, law, law, law);
  }

  static Recurrence of(LayerSettings settings) {
    return new Recurrence(settings.integer("hidden-size"), settings.truth("last"), settings.integer("truncation"),
        settings.truth("bias"), settings.integer("level"), Initializer.parse(settings.text("weight-initializer")),
        Initializer.parse(settings.text("recurrent-initializer")),
        Initializer.parse(settings.text("bias-initializer")));
  }

  Recurrence checked(String kind) {
    least(kind, "hidden-size", hiddenSize, 1);
    least(kind, "truncation", truncation, 0);
    least(kind, "level", level, 0);
    return this;
  }

  private static void least(String kind, String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(kind + ": " + name + " must be at least " + least + ", but is " + value);
    }
  }

  Recurrence withLast() {
    return new Recurrence(hiddenSize, true, truncation, bias, level, weightInitializer, recurrentInitializer,
        biasInitializer);
  }

  Recurrence withTruncation(int steps) {
    return new Recurrence(hiddenSize, last, steps, bias, level, weightInitializer, recurrentInitializer,
        biasInitializer);
  }

  Recurrence withLevel(int number) {
    return new Recurrence(hiddenSize, last, truncation, bias, number, weightInitializer, recurrentInitializer,
        biasInitializer);
  }

  Recurrence withInitializers(Initializer weights, Initializer recurrent, Initializer biases) {
    return new Recurrence(hiddenSize, last, truncation, bias, level, weights, recurrent, biases);
  }

  Recurrence withoutBias() {
    return new Recurrence(hiddenSize, last, truncation, false, level, weightInitializer, recurrentInitializer,
        Initializer.zeros());
  }

  Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("hidden-size", hiddenSize);
    settings.put("last", last);
    settings.put("truncation", truncation);
    settings.put("bias", bias);
    settings.put("level", level);
    settings.put("weight-initializer", weightInitializer.toString());
    settings.put("recurrent-initializer", recurrentInitializer.toString());
    settings.put("bias-initializer", biasInitializer.toString());
    return settings;
  }

  Shape output(String kind, Shape input) {
    if (input.rank() != 2) {
      throw new IllegalArgumentException(kind + ": samples must be (steps, features), but are " + input);
    }
    return last ? Shape.of(hiddenSize) : Shape.of(input.dimension(0), hiddenSize);
  }

  /** Weights of the input, weights of the state, and the biases of both, of some gates. */
  List<Parameter> parameters(String kind, int gates, Shape input) {
    output(kind, input);
    int features = input.last();
    Shape rows = Shape.of(Math.multiplyExact(gates, hiddenSize));
    Shape weights = Shape.of(rows.size(), features);
    Shape recurrent = Shape.of(rows.size(), hiddenSize);
    String end = "_l" + level;
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(new Parameter("weight_ih" + end, weights, 0, weightInitializer, features, rows.size()));
    parameters.add(new Parameter("weight_hh" + end, recurrent, weights.size(), recurrentInitializer, hiddenSize,
        rows.size()));
    if (bias) {
      int at = weights.size() + recurrent.size();
      parameters.add(new Parameter("bias_ih" + end, rows, at, biasInitializer, features, rows.size()));
      parameters.add(new Parameter("bias_hh" + end, rows, at + rows.size(), biasInitializer, hiddenSize, rows.size()));
    }
    return parameters;
  }

  /**
   * A node of a recurrent operator. ONNX has steps before samples, and between them one dimension of directions.
   *
   * @param attributes of the operator's own
   * @param order      the number of each of ONNX's gates here
   */
  String export(OnnxNodes nodes, String operator, Map<String, Object> attributes, int... order) {
    int[] sample = nodes.shape(0);
    int rows = order.length * hiddenSize;
    Map<String, Object> all = new LinkedHashMap<>(attributes);
    all.put("hidden_size", (long) hiddenSize);
    String x = nodes.permuted(nodes.input(0), 1, 0, 2);
    String w = nodes.numbers(gates(nodes, "weight_ih", order), 1, rows, sample[1]);
    String r = nodes.numbers(gates(nodes, "weight_hh", order), 1, rows, hiddenSize);
    String y;
    if (bias) {
      double[] both = Arrays.copyOf(gates(nodes, "bias_ih", order), 2 * rows);
      System.arraycopy(gates(nodes, "bias_hh", order), 0, both, rows, rows);
      y = nodes.node(operator, all, x, w, r, nodes.numbers(both, 1, 2 * rows));
    } else {
      y = nodes.node(operator, all, x, w, r);
    }
    if (last) {
      y = nodes.node("Gather", Map.of("axis", 0L), y, nodes.integers(sample[0] - 1));
    }
    String samples = nodes.permuted(y, 2, 0, 1, 3);
    return last ? nodes.reshaped(samples, hiddenSize) : nodes.reshaped(samples, sample[0], hiddenSize);
  }

  /** A parameter with its gates in another order. */
  private double[] gates(OnnxNodes nodes, String name, int... order) {
    double[] from = nodes.values(name + "_l" + level);
    double[] to = new double[from.length];
    int each = from.length / order.length;
    for (int g = 0; g < order.length; g++) {
      System.arraycopy(from, order[g] * each, to, g * each, each);
    }
    return to;
  }

  /** Keys of all recurrent layers, and those of one. */
  static Keys keys(Key... own) {
    Key[] common = {
      Key.of("hidden-size", Form.INTEGER, "elements of a state").required().atLeast(1),
      Key.of("last", Form.FLAG, "whether only the last step comes out").usual(false),
      Key.of("truncation", Form.INTEGER, "steps beyond which derivatives do not reach, 0: all").usual(0).atLeast(0),
      Key.of("bias", Form.FLAG, "whether there are biases").usual(true),
      Key.of("level", Form.INTEGER, "the number at the end of parameters' names").usual(0).atLeast(0),
      Key.of("weight-initializer", Form.TEXT, "law of initial weights of the input").usual("zeros"),
      Key.of("recurrent-initializer", Form.TEXT, "law of initial weights of the state").usual("zeros"),
      Key.of("bias-initializer", Form.TEXT, "law of initial biases").usual("zeros")
    };
    return Keys.of(Stream.of(common, own).flatMap(Arrays::stream).toArray(Key[]::new));
  }
}
