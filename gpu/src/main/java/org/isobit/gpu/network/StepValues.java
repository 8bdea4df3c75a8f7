// Master of FloatStepValues: the float version is generated from this file.
package org.isobit.gpu.network;

import org.isobit.gpu.DeviceArray;
import org.isobit.kernels.device.network.NetworkOperand;
import org.isobit.kernels.device.network.NetworkProgram;

/** The values of a network on a device, and how many samples are in them. Not thread-safe. */
final class StepValues {

  private final NetworkProgram program;

  /** All values, or null as long as there is no room. */
  DeviceArray array;

  /** Samples for which there is room. */
  int room;

  /** Samples that are there. */
  int batch;

  /** No room as yet. */
  StepValues(NetworkProgram program) {
    this.program = program;
  }

  /** Rows of all samples. */
  int rows(int each) {
    return Math.multiplyExact(batch, each);
  }

  /** Elements of all samples. */
  long elements(int each) {
    return (long) batch * each;
  }

  /** Where an operand begins. */
  long at(NetworkOperand operand) {
    return program.placement().begin(operand.value(), room) + operand.offset();
  }

  /** How far the rows of a value are apart, of which a sample has so many. */
  long ld(NetworkOperand operand, int rows) {
    return program.size(operand.value()) / rows;
  }
}
