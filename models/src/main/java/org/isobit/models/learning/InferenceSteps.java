// Master of FloatInferenceSteps: the float version is generated from this file.
package org.isobit.models.learning;

import org.isobit.kernels.Placement;
import org.isobit.kernels.neural.DenseStack;
import org.isobit.models.learning.layers.LayerCall;
import org.isobit.models.learning.layers.LayerOperator;

/**
 * What inference does step by step: a layer, or a stack of dense layers with packed weights; and where values lie
 * meanwhile. Immutable, thread-safe.
 */
final class InferenceSteps {

  /** Numbers of the widest value of a block of samples: a few such values stay in L2. */
  private static final int BLOCK = 1 << 14;

  /** The most numbers of all values of a block of samples that read weights together. */
  private static final int MOST = 1 << 24;

  final Network network;

  /** Blocks of values. */
  final Placement places;

  /** Scratch a sample. */
  final int scratch;

  /** The value that is X itself, or −1. */
  final int in;

  /** The value that is Y itself, or −1. */
  final int out;

  /** The stack that begins with a layer, or null. */
  private final DenseStack[] stacks;

  private final LayerOperator[] operators;

  /** Behind the last layer of the step that begins with a layer. */
  private final int[] ends;

  private final boolean packed;
  private final int widest;

  /** Samples that the layers had better get at once. */
  private final int together;

  /** Layer by layer. */
  InferenceSteps(Network network) {
    this(network, new DenseStack[network.architecture().layers().size()], operators(network),
        network.architecture().wiring().each());
  }

  /**
   * Steps with stacks.
   *
   * @param stacks    for each layer the stack that begins with it, or null
   * @param operators for each layer what runs it where there is no stack
   * @param ends      for each layer the end of the step that begins with it
   */
  InferenceSteps(Network network, DenseStack[] stacks, LayerOperator[] operators, int[] ends) {
    this.network = network;
    this.stacks = stacks;
    this.operators = operators;
    this.ends = ends;
    Wiring wiring = network.architecture().wiring();
    boolean[] hidden = wiring.outside();
    int most = 0;
    int wide = 1;
    int rows = 1;
    boolean any = false;
    for (int l = 0; l < ends.length; l = ends[l]) {
      for (int inner = l; inner < ends[l] - 1; inner++) {
        hidden[wiring.inputs + inner] = true;
      }
      any |= stacks[l] != null;
      most = Math.max(most, stacks[l] != null ? 0 : operators[l].scratch());
      rows = Math.max(rows, stacks[l] != null ? 1 : operators[l].together());
      wide = Math.max(wide, wiring.sizes[wiring.inputs + ends[l] - 1]);
    }
    places = wiring.forward(hidden, ends);
    scratch = most;
    widest = wide;
    together = rows;
    packed = any;
    in = wiring.inputs == 1 ? 0 : -1;
    out = wiring.outputs.length == 1 ? wiring.outputs[0] : -1;
  }

  private static LayerOperator[] operators(Network network) {
    LayerOperator[] operators = new LayerOperator[network.architecture().layers().size()];
    for (int l = 0; l < operators.length; l++) {
      operators[l] = network.operator(l);
    }
    return operators;
  }

  /** Samples of a block. */
  int samples(int batch) {
    long most = MOST / Math.max(1, places.width() + scratch);
    long room = packed ? most : Math.max(BLOCK / widest, Math.min(together, most));
    return (int) Math.max(1, Math.min(batch, room));
  }

  /** Behind the last layer of the step that begins with layer l. */
  int end(int l) {
    return ends[l];
  }

  /** Runs the step that begins with layer l. */
  void forward(int l, LayerCall call) {
    DenseStack stack = stacks[l];
    if (stack == null) {
      operators[l].forward(call);
    } else {
      stack.forward(call.batch, call.x[0], call.xOffset[0], stack.inputs(), call.y, call.yOffset, stack.outputs(),
          call.workers);
    }
  }
}
