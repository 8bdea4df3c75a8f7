package org.isobit.kernels.device.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isobit.kernels.Checks;

/**
 * Puts a {@link NetworkProgram} together, step by step; a step reads what earlier ones have made. What does not fit is
 * refused with the number of the step. Not thread-safe.
 */
public final class NetworkProgramBuilder {

  private static final String NAME = "network on a device";

  private final int parameters;
  private final List<Integer> sizes = new ArrayList<>();
  private final List<Boolean> made = new ArrayList<>();
  private final List<NetworkStep> steps = new ArrayList<>();
  private final int[] inputs;
  private double[] constants = {};
  private int constantsUsed;

  /** Of so many weights, and inputs of so many elements a sample. */
  NetworkProgramBuilder(int parameters, int[] inputs) {
    Checks.size(NAME, "parameters", parameters);
    this.parameters = parameters;
    if (inputs.length == 0) {
      throw new IllegalArgumentException(NAME + ": there are no inputs");
    }
    int all = value(sum(inputs));
    made.set(all, true);
    this.inputs = new int[inputs.length];
    int column = 0;
    for (int i = 0; i < inputs.length && inputs.length > 1; i++) {
      this.inputs[i] = value(inputs[i]);
      step(new ArrangementStage.Copy(1, inputs[i]), List.of(new NetworkOperand(all, column)),
          List.of(NetworkOperand.of(this.inputs[i])));
      column += inputs[i];
    }
  }

  private static int sum(int[] sizes) {
    long sum = Arrays.stream(sizes).asLongStream().sum();
    if (sum > Checks.LONGEST_ARRAY) {
      throw new IllegalArgumentException(NAME + ": a sample of " + sum + " elements is too large");
    }
    return (int) sum;
  }

  /**
   * An input.
   *
   * @param i which, from 0
   * @return its value's number
   */
  public int input(int i) {
    return inputs[i];
  }

  /**
   * A value that is still to be made.
   *
   * @param size elements of a sample, at least 1
   * @return its number
   * @throws IllegalArgumentException for less
   */
  public int value(int size) {
    Checks.positive(NAME, "size of a value", size);
    sizes.add(size);
    made.add(false);
    return sizes.size() - 1;
  }

  /**
   * Elements of a value.
   *
   * @param value its number
   * @return elements of a sample
   * @throws IllegalArgumentException if there is no such value
   */
  public int size(int value) {
    if (value < 0 || value >= sizes.size()) {
      throw new IllegalArgumentException(NAME + ": there are " + sizes.size() + " values, but one is " + value);
    }
    return sizes.get(value);
  }

  /**
   * Numbers that are fixed, which a device keeps behind the weights; of a network of floats they are rounded.
   *
   * @param numbers at least one
   * @return the index of the first, to be used as that of a weight
   * @throws IllegalArgumentException if there are more of them and weights than one array holds
   */
  public int constants(double... numbers) {
    long end = (long) parameters + constantsUsed + numbers.length;
    if (end > Checks.LONGEST_ARRAY) {
      throw new IllegalArgumentException(NAME + ": weights and constants are " + end
          + " numbers, more than one array holds");
    }
    int at = constantsUsed;
    constantsUsed += numbers.length;
    constants = Arrays.copyOf(constants, Math.max(constantsUsed, (int) Math.min(2L * at, Checks.LONGEST_ARRAY)));
    System.arraycopy(numbers, 0, constants, at, numbers.length);
    return parameters + at;
  }

  /**
   * Adds a step that reads whole values and makes a new one.
   *
   * @param stage the kernel, which writes one operand
   * @param reads values, as many as it reads
   * @return the number of the value that it makes
   * @throws IllegalArgumentException as {@link #step}
   */
  public int add(NetworkStage stage, int... reads) {
    checkWeights(stage);
    for (int i = 0; i < Math.min(reads.length, stage.reads().size()); i++) {
      check(stage, NetworkOperand.of(reads[i]), stage.reads().get(i), true);
    }
    int value = value(stage.writes().getFirst().size());
    step(stage, Arrays.stream(reads).mapToObj(NetworkOperand::of).toList(), List.of(NetworkOperand.of(value)));
    return value;
  }

  /**
   * Adds a step.
   *
   * @param stage  the kernel
   * @param reads  operands, as many as it reads, all made before
   * @param writes operands, as many as it writes
   * @throws IllegalArgumentException if operands do not fit the stage, or weights are not there
   */
  public void step(NetworkStage stage, List<NetworkOperand> reads, List<NetworkOperand> writes) {
    NetworkStep step = new NetworkStep(stage, reads, writes);
    checkWeights(stage);
    for (int i = 0; i < reads.size(); i++) {
      check(stage, reads.get(i), stage.reads().get(i), !stage.strided());
      if (!made.get(reads.get(i).value())) {
        throw refused("", "reads value " + reads.get(i).value() + ", which no step has made", stage);
      }
    }
    for (int i = 0; i < writes.size(); i++) {
      NetworkOperand write = writes.get(i);
      check(stage, write, stage.writes().get(i), !stage.strided());
      if (reads.stream().anyMatch(read -> read.value() == write.value() && read.offset() != write.offset())) {
        throw refused("", "writes to value " + write.value() + ", of which it reads other columns", stage);
      }
      if (stage instanceof ArrangementStage.Conditioning && reads.get(1).value() == write.value()) {
        throw refused("", "writes to value " + write.value() + ", which has its factors", stage);
      }
    }
    writes.forEach(write -> made.set(write.value(), true));
    steps.add(step);
  }

  private void checkWeights(NetworkStage stage) {
    long weights = (long) parameters + constantsUsed;
    if (stage.weightsEnd() > weights) {
      throw refused("there are " + weights + " weights, but ", "has some beyond them", stage);
    }
  }

  /** Checks that an operand is a value of a shape, or such columns of its rows. */
  private void check(NetworkStage stage, NetworkOperand operand, OperandShape shape, boolean whole) {
    if (operand.value() >= sizes.size()) {
      throw refused("", "is given value " + operand.value() + ", but there are " + sizes.size(), stage);
    }
    int size = sizes.get(operand.value());
    boolean fits = whole ? operand.offset() == 0 && size == shape.size() : size % shape.rows() == 0
        && (long) operand.offset() + shape.columns() <= size / shape.rows();
    if (!fits) {
      String rows = shape.rows() > 1 ? " in " + shape.rows() + " rows" : "";
      String begin = operand.offset() > 0 ? " and it begins at " + operand.offset() : "";
      throw refused("", "takes " + shape.size() + " elements" + rows + ", but there are " + size + begin, stage);
    }
  }

  private IllegalArgumentException refused(String before, String what, NetworkStage stage) {
    return new IllegalArgumentException(NAME + ": " + before + "stage " + steps.size() + " ("
        + stage.getClass().getSimpleName() + ") " + what);
  }

  /**
   * Ends the program.
   *
   * @param outputs values that come out, at least one
   * @return the program
   * @throws IllegalArgumentException if there are none, or one was not made
   */
  public NetworkProgram build(int... outputs) {
    if (outputs.length == 0) {
      throw new IllegalArgumentException(NAME + ": there are no outputs");
    }
    for (int value : outputs) {
      if (value < 0 || value >= sizes.size() || !made.get(value)) {
        throw new IllegalArgumentException(NAME + ": value " + value + " comes out, but no step makes it");
      }
    }
    int output = outputs[0];
    if (outputs.length > 1) {
      output = value(sum(Arrays.stream(outputs).map(sizes::get).toArray()));
      int column = 0;
      for (int value : outputs) {
        step(new ArrangementStage.Copy(1, sizes.get(value)), List.of(NetworkOperand.of(value)),
            List.of(new NetworkOperand(output, column)));
        column += sizes.get(value);
      }
    }
    return new NetworkProgram(parameters, Arrays.copyOf(constants, constantsUsed),
        sizes.stream().mapToInt(Integer::intValue).toArray(), steps, output);
  }
}
