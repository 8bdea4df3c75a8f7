package org.isobit.models.learning;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isobit.kernels.Placement;
import org.isobit.models.learning.layers.Parameter;

/**
 * How values go through an {@link Architecture}: which layer reads what, in arrays, and where derivatives lie while
 * they are needed. The derivative of L by a value that several layers read is the sum of what they give, the last
 * reader's first, in descending order; of a value that also comes out, ∂L/∂Y is the first summand. Immutable,
 * thread-safe.
 */
final class Wiring {

  final int inputs;
  final int layers;

  /** Values that layer l reads. */
  final int[][] reads;

  /** Values that come out. */
  final int[] outputs;

  /** Sizes of values. */
  final int[] sizes;

  /** The most values that a layer reads. */
  final int arity;

  /** Whether the derivative by a value is needed for derivatives by parameters. */
  final boolean[] trained;

  /**
   * Blocks of a backward pass: block v is ∂L/∂(value v); those behind are for what a layer gives to a sum that has
   * begun.
   */
  final Placement backward;

  /** For what layer l gives to the value that it reads at place i: a block of its own, or −1: it begins the sum. */
  final int[][] summands;

  Wiring(Architecture architecture) {
    inputs = architecture.inputs().size();
    layers = architecture.layers().size();
    reads = new int[layers][];
    sizes = new int[inputs + layers];
    trained = new boolean[sizes.length];
    int most = 1;
    for (int v = 0; v < sizes.length; v++) {
      sizes[v] = architecture.shape(v).size();
    }
    for (int l = 0; l < layers; l++) {
      reads[l] = ints(architecture.reads(l));
      most = Math.max(most, reads[l].length);
      trained[inputs + l] = architecture.parameters(l).stream().anyMatch(Parameter::trained)
          || Arrays.stream(reads[l]).anyMatch(v -> trained[v]);
    }
    outputs = ints(architecture.outputs());
    arity = most;
    summands = new int[layers][];
    backward = planBackward();
  }

  private static int[] ints(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Step s = 1 … layers runs layer (layers − s); before it, derivatives by outputs arrive, behind it, X's leave. */
  private Placement planBackward() {
    int values = sizes.length;
    int edges = Arrays.stream(reads).mapToInt(r -> r.length).sum();
    int[] size = Arrays.copyOf(sizes, values + edges);
    int[] first = new int[values + edges];
    int[] last = new int[values + edges];
    boolean[] begun = new boolean[values];
    for (int v : outputs) {
      begun[v] = true;
    }
    for (int v = 0; v < values; v++) {
      last[v] = v < inputs ? layers + 1 : layers - (v - inputs);
    }
    int block = values;
    for (int l = layers - 1; l >= 0; l--) {
      summands[l] = new int[reads[l].length];
      for (int i = 0; i < reads[l].length; i++) {
        int v = reads[l][i];
        summands[l][i] = begun[v] ? block : -1;
        if (begun[v]) {
          size[block] = sizes[v];
          first[block] = layers - l;
          last[block] = layers - l;
          block++;
        } else {
          first[v] = layers - l;
          begun[v] = true;
        }
      }
    }
    return new Placement(Arrays.copyOf(size, block), Arrays.copyOf(first, block), Arrays.copyOf(last, block));
  }

  /**
   * Blocks of a forward pass, of values or of their tangents: block v is value v.
   *
   * @param hidden values that need no block
   * @param ends   for each layer, behind the last layer of the step that begins with it: what it reads is needed till
   *               then
   */
  Placement forward(boolean[] hidden, int[] ends) {
    int[] first = new int[sizes.length];
    int[] last = new int[sizes.length];
    for (int v = 0; v < sizes.length; v++) {
      first[v] = v < inputs ? 0 : v - inputs + 1;
      last[v] = first[v];
    }
    for (int l = 0; l < layers; l++) {
      for (int v : reads[l]) {
        last[v] = Math.max(last[v], ends[l]);
      }
    }
    for (int v : outputs) {
      last[v] = layers + 1;
    }
    for (int v = 0; v < sizes.length; v++) {
      last[v] = hidden[v] ? -1 : last[v];
    }
    return new Placement(sizes, first, last);
  }

  /** Ends of steps that are single layers. */
  int[] each() {
    return IntStream.rangeClosed(1, layers).toArray();
  }

  /** Values that a pass without tape reads from X or writes to Y themselves: a lone input, a lone output. */
  boolean[] outside() {
    boolean[] outside = new boolean[sizes.length];
    outside[0] = inputs == 1;
    if (outputs.length == 1) {
      outside[outputs[0]] = true;
    }
    return outside;
  }

  /** Whether layer l reads nothing but what the layer before makes, and nobody else does. */
  boolean follows(int l) {
    int value = inputs + l - 1;
    return l > 0 && reads[l].length == 1 && reads[l][0] == value
        && Arrays.stream(reads).flatMapToInt(Arrays::stream).filter(v -> v == value).count() == 1
        && Arrays.stream(outputs).noneMatch(v -> v == value);
  }
}
