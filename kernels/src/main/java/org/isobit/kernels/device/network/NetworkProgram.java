package org.isobit.kernels.device.network;

import java.util.Arrays;
import java.util.List;
import org.isobit.kernels.Placement;

/**
 * A network as a device is told of it: values, each a number of elements a sample, and steps that make them of others.
 * Value {@link #input()} is what goes in, {@link #output()} what comes out; where values lie, as long as a step needs
 * them, is {@link #placement()}. Weights are one flat vector; constants lie behind them. Immutable, thread-safe.
 */
public final class NetworkProgram {

  private final int parameters;
  private final double[] constants;
  private final int[] sizes;
  private final List<NetworkStep> steps;
  private final int output;
  private final Placement placement;

  NetworkProgram(int parameters, double[] constants, int[] sizes, List<NetworkStep> steps, int output) {
    this.parameters = parameters;
    this.constants = constants;
    this.sizes = sizes;
    this.steps = List.copyOf(steps);
    this.output = output;
    placement = plan();
  }

  /** Step s = 1 … steps; before them X arrives, behind them Y leaves. */
  private Placement plan() {
    int[] first = new int[sizes.length];
    int[] last = new int[sizes.length];
    Arrays.fill(first, Integer.MAX_VALUE);
    Arrays.fill(last, -1);
    first[input()] = 0;
    last[input()] = 0;
    for (int s = 0; s < steps.size(); s++) {
      for (List<NetworkOperand> operands : List.of(steps.get(s).reads(), steps.get(s).writes())) {
        for (NetworkOperand operand : operands) {
          first[operand.value()] = Math.min(first[operand.value()], s + 1);
          last[operand.value()] = s + 1;
        }
      }
    }
    last[output] = steps.size() + 1;
    return new Placement(sizes, first, last);
  }

  /**
   * A chain: each stage takes what the one before makes.
   *
   * @param stages at least one, each reading one value and writing one
   * @return the program
   * @throws IllegalArgumentException if there are none, or they do not fit each other
   */
  public static NetworkProgram chain(List<? extends NetworkStage> stages) {
    if (stages.isEmpty() || stages.getFirst().reads().isEmpty()) {
      throw new IllegalArgumentException("network on a device: there are no stages that read what goes in");
    }
    long weights = stages.stream().mapToLong(NetworkStage::weightsEnd).max().orElse(0);
    NetworkProgramBuilder builder = builder((int) Math.min(weights, Integer.MAX_VALUE),
        stages.getFirst().reads().getFirst().size());
    int value = builder.input(0);
    for (NetworkStage stage : stages) {
      value = builder.add(stage, value);
    }
    return builder.build(value);
  }

  /**
   * Begins a program.
   *
   * @param parameters the number of weights
   * @param inputs     elements of a sample of each input, at least one
   * @return an empty builder
   * @throws IllegalArgumentException if numbers are negative or there is no input
   */
  public static NetworkProgramBuilder builder(int parameters, int... inputs) {
    return new NetworkProgramBuilder(parameters, inputs);
  }

  /**
   * The longest vector that a step joins into one number.
   *
   * @return its elements; 0 if no step joins any
   */
  public long joined() {
    return steps.stream().mapToLong(step -> step.stage().joined()).max().orElse(0);
  }

  /**
   * The value that goes in, all inputs one after the other.
   *
   * @return its number
   */
  public int input() {
    return 0;
  }

  /**
   * The value that comes out, all outputs one after the other.
   *
   * @return its number
   */
  public int output() {
    return output;
  }

  /**
   * Elements of a value.
   *
   * @param value its number
   * @return elements of a sample
   */
  public int size(int value) {
    return sizes[value];
  }

  /**
   * The steps.
   *
   * @return in the order in which they run; empty if nothing is done
   */
  public List<NetworkStep> steps() {
    return steps;
  }

  /**
   * Weights that must be there.
   *
   * @return their number, without constants
   */
  public int parameters() {
    return parameters;
  }

  /**
   * The numbers that lie behind the weights.
   *
   * @return a copy
   */
  public double[] constants() {
    return constants.clone();
  }

  /**
   * The same, rounded to float.
   *
   * @return an array of its own
   * @throws IllegalArgumentException for one beyond what float holds
   */
  public float[] floatConstants() {
    float[] rounded = new float[constants.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) constants[i];
      if (Float.isInfinite(rounded[i])) {
        throw new IllegalArgumentException("network on a device: the constant " + constants[i]
            + " is beyond what float holds");
      }
    }
    return rounded;
  }

  /**
   * Where values lie: block v is value v.
   *
   * @return places in one array
   */
  public Placement placement() {
    return placement;
  }
}
