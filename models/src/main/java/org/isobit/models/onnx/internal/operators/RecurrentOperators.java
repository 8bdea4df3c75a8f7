package org.isobit.models.onnx.internal.operators;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;

/**
 * LSTM, GRU and RNN in one or both directions, by {@link RecurrentCells}: sequences that are read backwards are turned,
 * each sample's by its own length. LSTM and GRU with their usual activations, RNN with any of {@link #PLAIN}.
 */
final class RecurrentOperators {

  /** What RNN's activations can be. */
  static final List<String> PLAIN = List.of("Tanh", "Relu", "Sigmoid");

  /** The places of gates i, f, g, o and of peepholes i, f, o among those of ONNX. */
  private static final int[] LSTM = {0, 2, 3, 1};
  private static final int[] PEEPHOLES = {0, 2, 1};

  private static final int[] GRU = {1, 0, 2};
  private static final int[] PLAIN_GATE = {0};

  private RecurrentOperators() {}

  static void add(Operators t) {
    String common = "activations direction hidden_size layout";
    t.many("LSTM", 3, 8, 3, common + " input_forget", c -> lstm(c, null));
    t.many("GRU", 3, 6, 2, common + " linear_before_reset", c -> gru(c, null));
    t.many("RNN", 3, 6, 2, common, c -> plain(c, null));
    t.prepared("LSTM", fixed -> {
      Cells cells = Cells.fixed(fixed, LSTM);
      return cells == null ? null : c -> lstm(c, cells);
    });
    t.prepared("GRU", fixed -> {
      Cells cells = Cells.fixed(fixed, GRU);
      return cells == null ? null : c -> gru(c, cells);
    });
    t.prepared("RNN", fixed -> {
      Cells cells = Cells.fixed(fixed, PLAIN_GATE);
      return cells == null ? null : c -> plain(c, cells);
    });
  }

  /**
   * Weights with the gates in the kernels' order, of each direction: those of inputs, and those of states, which GRU
   * has of its gates and of the candidate by themselves.
   */
  private static final class Cells {
    private final Tensor[] w;
    private final RecurrentCells.Weights[][] doubles;
    private final FloatRecurrentCells.Weights[][] floats;

    private Cells(Tensor w, Tensor r, boolean packing, int... order) {
      int directions = w.dim(0);
      int hidden = r.dim(2);
      this.w = new Tensor[directions];
      boolean wide = w.type() == ElementType.DOUBLE;
      doubles = wide ? new RecurrentCells.Weights[directions][] : null;
      floats = wide ? null : new FloatRecurrentCells.Weights[directions][];
      for (int d = 0; d < directions; d++) {
        this.w[d] = Parts.blocks(w, d, hidden * w.dim(2), order);
        Tensor own = Parts.blocks(r, d, hidden * hidden, order);
        // Of a GRU, the candidate's product is one of its own.
        int first = (order.length == GRU.length ? 2 : order.length) * hidden;
        int rest = order.length * hidden - first;
        if (wide) {
          doubles[d] = new RecurrentCells.Weights[] {
              new RecurrentCells.Weights(first, hidden, own.doubles(), 0, packing),
              new RecurrentCells.Weights(rest, hidden, own.doubles(), first * hidden, packing && rest > 0)};
        } else {
          floats[d] = new FloatRecurrentCells.Weights[] {
              new FloatRecurrentCells.Weights(first, hidden, own.floats(), 0, packing),
              new FloatRecurrentCells.Weights(rest, hidden, own.floats(), first * hidden, packing && rest > 0)};
        }
      }
    }

    /** Those of constants, packed; null if these are none, or do not fit each other, which calls refuse. */
    static Cells fixed(Call c, int... order) {
      Tensor w = c.optional(1);
      Tensor r = c.optional(2);
      if (w == null || r == null || w.rank() != 3 || r.rank() != 3 || w.type() != r.type() || !w.type().floating()
          || w.dim(0) < 1 || w.dim(0) > 2 || r.dim(2) < 1 || (long) order.length * r.dim(2) != w.dim(1)) {
        return null;
      }
      return Arrays.equals(r.dims(), new int[] {w.dim(0), w.dim(1), r.dim(2)}) ? new Cells(w, r, true, order) : null;
    }

    /** Those that are prepared, or else of a call's inputs. */
    static Cells of(Parts p, Cells prepared, int... order) {
      return prepared != null ? prepared
          : new Cells(p.w, p.r, RecurrentCells.Weights.packing(p.sequence), order);
    }
  }

  /** A checked call: inputs with steps first, weights and states with the direction first. */
  private static final class Parts {
    final Tensor x;
    final Tensor w;
    final Tensor r;
    final int directions;
    final int gates;
    final Sequence sequence;
    private final Call c;
    private final boolean batchFirst;
    private final String direction;

    Parts(Call c, int gates) {
      this.c = c;
      this.gates = gates;
      batchFirst = c.flag("layout");
      direction = c.text("direction", "forward");
      if (!List.of("forward", "reverse", "bidirectional").contains(direction)) {
        throw new IllegalArgumentException("the attribute 'direction' has a value that is not known");
      }
      directions = direction.equals("bidirectional") ? 2 : 1;
      Elements.requireFloating(c.in(0));
      requireRank(c.in(0), "the input");
      x = batchFirst ? ShapeOperators.permuted(c.in(0), 1, 0, 2) : c.in(0);
      int hidden = c.in(2).rank() == 3 ? c.in(2).dim(2) : 0;
      if ((long) gates * hidden > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("has " + c.in(2) + " for weights of the state: too many");
      }
      w = shaped(1, "the weights of inputs", directions, gates * hidden, x.dim(2));
      r = shaped(2, "the weights of the state", directions, gates * hidden, hidden);
      if (c.integer("hidden_size", hidden) != hidden || hidden < 1 || x.dim(2) < 1) {
        throw new IllegalArgumentException("has " + c.in(2) + " for weights of the state and " + c.in(0)
            + " for inputs, with the attribute 'hidden_size' " + c.integer("hidden_size", hidden));
      }
      sequence = new Sequence(x.dim(0), x.dim(1), x.dim(2), hidden, lengths());
    }

    private static void requireRank(Tensor t, String what) {
      if (t.rank() != 3) {
        throw new IllegalArgumentException(what + " is " + t + ", not of three dimensions");
      }
    }

    /** An input of the type of x that must have a shape. */
    private Tensor shaped(int input, String what, int... dims) {
      Tensor t = c.in(input);
      Elements.requireSame(x, t);
      if (!Arrays.equals(t.dims(), dims)) {
        throw new IllegalArgumentException(what + " are " + t + ", not " + x.type() + Arrays.toString(dims));
      }
      return t;
    }

    private int[] lengths() {
      int[] all = new int[x.dim(1)];
      Arrays.fill(all, x.dim(0));
      if (c.optional(4) != null) {
        long[] given = c.integers(4);
        if (given.length != all.length || Arrays.stream(given).anyMatch(n -> n < 0 || n > x.dim(0))) {
          throw new IllegalArgumentException("the lengths are " + c.in(4) + ", not of " + all.length
              + " numbers from 0 to " + x.dim(0));
        }
        Arrays.setAll(all, i -> (int) given[i]);
      }
      return all;
    }

    /** A state's copy, zeros where it is not given. */
    Tensor state(int input) {
      int[] dims = {directions, sequence.batch(), sequence.hidden()};
      if (c.optional(input) == null) {
        return Tensor.zeros(x.type(), dims);
      }
      Tensor t = batchFirst ? ShapeOperators.permuted(shaped(input, "the states", sequence.batch(), directions,
          sequence.hidden()), 1, 0, 2) : shaped(input, "the states", dims);
      return t.copy();
    }

    boolean backwards(int d) {
      return d == 1 || direction.equals("reverse");
    }

    /** The blocks of one direction of a tensor, in another order, each of n elements. */
    static Tensor blocks(Tensor t, int d, int n, int... order) {
      int all = t.size() / t.dim(0);
      Tensor y = Tensor.zeros(t.type(), order.length * n);
      for (int i = 0; i < order.length; i++) {
        Tensor.copy(t, d * all + order[i] * n, y, i * n, n);
      }
      return y;
    }

    /** Of each gate, the input's bias and then the state's, in the order of gates. */
    Tensor[] biases(int d, int... order) {
      int n = sequence.hidden();
      if (c.optional(3) == null) {
        return new Tensor[] {Tensor.zeros(x.type(), order.length * n), Tensor.zeros(x.type(), order.length * n)};
      }
      Tensor b = shaped(3, "the biases", directions, 2 * gates * n);
      return new Tensor[] {blocks(b, d, n, order),
          blocks(b, d, n, Arrays.stream(order).map(i -> i + gates).toArray())};
    }

    /** Both biases of a gate in one. */
    Tensor bias(int d, int... order) {
      Tensor[] both = biases(d, order);
      return Elements.map(both[0], both[1], Double::sum, null, null);
    }

    /** Steps of each sample in the opposite order, as far as it goes. */
    Tensor turned(Tensor t) {
      int n = t.size() == 0 ? 0 : t.dim(2);
      Tensor y = t.copy();
      for (int b = 0; b < sequence.batch(); b++) {
        int length = sequence.lengths()[b];
        for (int i = 0; i < length; i++) {
          Tensor.copy(t, ((length - 1 - i) * sequence.batch() + b) * n, y, (i * sequence.batch() + b) * n, n);
        }
      }
      return y;
    }

    /** What the operators give: Y of all steps, then states. */
    Tensor[] results(Tensor[] steps, Tensor... states) {
      int n = sequence.batch() * sequence.hidden();
      Tensor y = Tensor.zeros(x.type(), sequence.steps(), directions, sequence.batch(), sequence.hidden());
      for (int d = 0; d < directions; d++) {
        Tensor from = backwards(d) ? turned(steps[d]) : steps[d];
        for (int t = 0; t < sequence.steps(); t++) {
          Tensor.copy(from, t * n, y, (t * directions + d) * n, n);
        }
      }
      Tensor[] all = new Tensor[1 + states.length];
      all[0] = Elements.rounded(batchFirst ? ShapeOperators.permuted(y, 2, 0, 1, 3) : y);
      for (int i = 0; i < states.length; i++) {
        all[i + 1] = Elements.rounded(batchFirst ? ShapeOperators.permuted(states[i], 1, 0, 2) : states[i]);
      }
      return all;
    }

    /** The names of activations of a direction. */
    String[] activations(int d, String... usual) {
      List<?> names = c.texts("activations");
      if (names == null) {
        return usual;
      }
      if (names.size() != directions * usual.length) {
        throw new IllegalArgumentException("the attribute 'activations' has " + names.size() + " names, not "
            + directions * usual.length);
      }
      return IntStream.range(0, usual.length).mapToObj(i -> (String) names.get(d * usual.length + i))
          .toArray(String[]::new);
    }

    void requireUsual(int d, String... usual) {
      if (!Arrays.equals(activations(d, usual), usual)) {
        throw new IllegalArgumentException("the activations " + Arrays.toString(activations(d, usual))
            + " are not supported, only " + Arrays.toString(usual));
      }
    }

    /** One direction of states; what is written to it must be put back. */
    Tensor part(Tensor states, int d) {
      return blocks(states, d, states.size() / directions, 0);
    }

    void put(Tensor part, Tensor states, int d) {
      Tensor.copy(part, 0, states, d * part.size(), part.size());
    }

    Tensor steps() {
      return Tensor.zeros(x.type(), sequence.steps(), sequence.batch(), sequence.hidden());
    }
  }

  private static Tensor[] lstm(Call c, Cells prepared) {
    Parts p = new Parts(c, 4);
    Cells cells = Cells.of(p, prepared, LSTM);
    if (c.flag("input_forget")) {
      throw new IllegalArgumentException("the attribute 'input_forget' is not supported");
    }
    int n = p.sequence.hidden();
    Tensor h = p.state(5);
    Tensor cell = p.state(6);
    Tensor peepholes = c.optional(7) == null ? null : p.shaped(7, "the peepholes", p.directions, 3 * n);
    Tensor[] steps = new Tensor[p.directions];
    for (int d = 0; d < p.directions; d++) {
      p.requireUsual(d, "Sigmoid", "Tanh", "Tanh");
      Tensor x = p.backwards(d) ? p.turned(p.x) : p.x;
      Tensor w = cells.w[d];
      Tensor bias = p.bias(d, LSTM);
      Tensor peephole = peepholes == null ? null : Parts.blocks(peepholes, d, n, PEEPHOLES);
      Tensor state = p.part(h, d);
      Tensor own = p.part(cell, d);
      steps[d] = p.steps();
      if (p.x.type() == ElementType.DOUBLE) {
        RecurrentCells.lstm(p.sequence, x.doubles(), w.doubles(), cells.doubles[d][0], bias.doubles(),
            peephole == null ? null : peephole.doubles(), state.doubles(), own.doubles(), steps[d].doubles());
      } else {
        FloatRecurrentCells.lstm(p.sequence, x.floats(), w.floats(), cells.floats[d][0], bias.floats(),
            peephole == null ? null : peephole.floats(), state.floats(), own.floats(), steps[d].floats());
      }
      p.put(state, h, d);
      p.put(own, cell, d);
    }
    return p.results(steps, h, cell);
  }

  private static Tensor[] gru(Call c, Cells prepared) {
    Parts p = new Parts(c, 3);
    Cells cells = Cells.of(p, prepared, GRU);
    boolean before = !c.flag("linear_before_reset");
    int n = p.sequence.hidden();
    Tensor h = p.state(5);
    Tensor[] steps = new Tensor[p.directions];
    for (int d = 0; d < p.directions; d++) {
      p.requireUsual(d, "Sigmoid", "Tanh");
      Tensor x = p.backwards(d) ? p.turned(p.x) : p.x;
      Tensor w = cells.w[d];
      Tensor bias = Tensor.zeros(x.type(), 4 * n);
      Tensor.copy(p.bias(d, GRU), 0, bias, 0, 3 * n);
      if (!before) {
        // The candidate's biases stay apart: only the state's is reset.
        Tensor.copy(p.biases(d, GRU)[0], 2 * n, bias, 2 * n, n);
        Tensor.copy(p.biases(d, GRU)[1], 2 * n, bias, 3 * n, n);
      }
      Tensor state = p.part(h, d);
      steps[d] = p.steps();
      if (p.x.type() == ElementType.DOUBLE) {
        RecurrentCells.gru(p.sequence, before, x.doubles(), w.doubles(), cells.doubles[d][0], cells.doubles[d][1],
            bias.doubles(), state.doubles(), steps[d].doubles());
      } else {
        FloatRecurrentCells.gru(p.sequence, before, x.floats(), w.floats(), cells.floats[d][0], cells.floats[d][1],
            bias.floats(), state.floats(), steps[d].floats());
      }
      p.put(state, h, d);
    }
    return p.results(steps, h);
  }

  private static Tensor[] plain(Call c, Cells prepared) {
    Parts p = new Parts(c, 1);
    Cells cells = Cells.of(p, prepared, PLAIN_GATE);
    Tensor h = p.state(5);
    Tensor[] steps = new Tensor[p.directions];
    for (int d = 0; d < p.directions; d++) {
      String name = p.activations(d, "Tanh")[0];
      if (!PLAIN.contains(name)) {
        throw new IllegalArgumentException("the activation of direction " + d + " is not supported, only "
            + String.join(", ", PLAIN));
      }
      Activation f = Activation.valueOf(name.toUpperCase(Locale.ROOT));
      Tensor x = p.backwards(d) ? p.turned(p.x) : p.x;
      Tensor w = cells.w[d];
      Tensor bias = p.bias(d, 0);
      Tensor state = p.part(h, d);
      steps[d] = p.steps();
      if (p.x.type() == ElementType.DOUBLE) {
        RecurrentCells.plain(p.sequence, f, x.doubles(), w.doubles(), cells.doubles[d][0], bias.doubles(),
            state.doubles(), steps[d].doubles());
      } else {
        FloatRecurrentCells.plain(p.sequence, f, x.floats(), w.floats(), cells.floats[d][0], bias.floats(),
            state.floats(), steps[d].floats());
      }
      p.put(state, h, d);
    }
    return p.results(steps, h);
  }
}
