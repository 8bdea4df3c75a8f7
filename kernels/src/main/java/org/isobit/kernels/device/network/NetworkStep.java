package org.isobit.kernels.device.network;

import java.util.List;
import org.isobit.kernels.Checks;

/**
 * A stage and what it reads and writes. Immutable.
 *
 * @param stage  the kernel
 * @param reads  operands, as many as the stage reads
 * @param writes operands, as many as the stage writes
 */
public record NetworkStep(NetworkStage stage, List<NetworkOperand> reads, List<NetworkOperand> writes) {

  /**
   * Takes copies and checks the numbers of operands.
   *
   * @throws IllegalArgumentException if there is no stage, or it has other numbers of operands
   */
  public NetworkStep {
    Checks.present("step of a network", "stage", stage);
    reads = List.copyOf(reads);
    writes = List.copyOf(writes);
    if (reads.size() != stage.reads().size() || writes.size() != stage.writes().size()) {
      throw new IllegalArgumentException("step of a network: " + stage + " reads " + stage.reads().size()
          + " operands and writes " + stage.writes().size() + ", but " + reads.size() + " and " + writes.size()
          + " are there");
    }
  }

  /**
   * An operand that is read.
   *
   * @param i which, from 0
   * @return the operand
   */
  public NetworkOperand read(int i) {
    return reads.get(i);
  }

  /**
   * An operand that is written.
   *
   * @param i which, from 0
   * @return the operand
   */
  public NetworkOperand write(int i) {
    return writes.get(i);
  }
}
