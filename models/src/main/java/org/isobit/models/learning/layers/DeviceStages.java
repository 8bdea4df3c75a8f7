package org.isobit.models.learning.layers;

import java.util.Arrays;
import java.util.List;
import org.isobit.kernels.device.network.NetworkOperand;
import org.isobit.kernels.device.network.NetworkProgramBuilder;
import org.isobit.kernels.device.network.NetworkStage;

/**
 * Where a layer puts the stages that devices run in its place, and what these may read. Values have numbers, samples
 * lying one after the other in each. Not thread-safe.
 */
public final class DeviceStages {

  /** What a layer returns that devices have no kernels for. */
  public static final int NONE = -1;

  private final NetworkProgramBuilder program;
  private final int parameters;
  private final List<Shape> shapes;
  private final int[] inputs;

  /**
   * For one layer.
   *
   * @param program    takes the stages
   * @param parameters index of the layer's first parameter
   * @param shapes     shapes of what it reads
   * @param inputs     values that it reads
   */
  public DeviceStages(NetworkProgramBuilder program, int parameters, List<Shape> shapes, int... inputs) {
    this.program = program;
    this.parameters = parameters;
    this.shapes = List.copyOf(shapes);
    this.inputs = inputs.clone();
  }

  /**
   * The shape of a sample of a value that the layer reads.
   *
   * @param i number of the layer's input, from 0
   * @return the shape
   */
  public Shape shape(int i) {
    return shapes.get(i);
  }

  /**
   * Shapes of all that the layer reads.
   *
   * @return one for each input
   */
  public List<Shape> shapes() {
    return shapes;
  }

  /**
   * A value that the layer reads.
   *
   * @param i number of the layer's input, from 0
   * @return the value's number
   */
  public int input(int i) {
    return inputs[i];
  }

  /**
   * Where one of the layer's parameters lies.
   *
   * @param offset from the layer's first parameter
   * @return its index for stages
   */
  public int parameter(int offset) {
    return parameters + offset;
  }

  /**
   * The same for a parameter that there may not be.
   *
   * @param there  whether there is one
   * @param offset from the layer's first parameter
   * @return its index for stages, or −1
   */
  public int parameter(boolean there, int offset) {
    return there ? parameters + offset : -1;
  }

  /**
   * Fixed numbers, which stages read as they do parameters.
   *
   * @param numbers at least one; in a network of floats they are rounded
   * @return the index of the first for stages
   */
  public int constants(double... numbers) {
    return program.constants(numbers);
  }

  /**
   * Zeros, as constants.
   *
   * @param n how many
   * @return the index of the first for stages
   */
  public int zeros(int n) {
    return program.constants(new double[n]);
  }

  /**
   * A value that stages are still to write.
   *
   * @param size elements of a sample
   * @return its number
   */
  public int value(int size) {
    return program.value(size);
  }

  /**
   * A stage that reads whole values and makes a new one.
   *
   * @param stage the kernel
   * @param reads values
   * @return the number of the value that it makes
   */
  public int add(NetworkStage stage, int... reads) {
    return program.add(stage, reads);
  }

  /**
   * A stage of any operands.
   *
   * @param stage  the kernel
   * @param reads  operands that it reads
   * @param writes operands that it writes, none of them the layer's inputs
   * @throws IllegalArgumentException if one is, since other layers may read them, or operands do not fit
   */
  public void step(NetworkStage stage, List<NetworkOperand> reads, List<NetworkOperand> writes) {
    for (NetworkOperand write : writes) {
      for (int input : inputs) {
        if (write.value() == input) {
          throw new IllegalArgumentException("stages of a layer: value " + input
              + " is an input, which other layers may read, and cannot be written");
        }
      }
    }
    program.step(stage, reads, writes);
  }

  /**
   * A stage that reads whole values and writes some, too.
   *
   * @param stage the kernel
   * @param write where it writes
   * @param reads values
   */
  public void into(NetworkStage stage, NetworkOperand write, int... reads) {
    step(stage, Arrays.stream(reads).mapToObj(NetworkOperand::of).toList(), List.of(write));
  }
}
