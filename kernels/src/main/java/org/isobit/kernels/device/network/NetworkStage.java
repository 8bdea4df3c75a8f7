package org.isobit.kernels.device.network;

import java.util.List;

/**
 * A kernel of a network in inference as a device is told of it: which, with what sizes, and where its weights lie in
 * the one flat vector of all of them, behind which a program may have constants. What it reads and writes is told by
 * the {@link NetworkStep}. Of any element type. Immutable.
 */
public sealed interface NetworkStage permits NeuralStage, ArrangementStage, ImageStage, NormStage,
    SequenceStage {

  /**
   * What it reads of a sample.
   *
   * @return the shape of each operand, at least one unless it writes weights alone
   */
  List<OperandShape> reads();

  /**
   * What it writes of a sample.
   *
   * @return the shape of each operand, at least one
   */
  List<OperandShape> writes();

  /**
   * Whether operands may be columns of wider rows; else they are whole values.
   *
   * @return by itself true
   */
  default boolean strided() {
    return true;
  }

  /**
   * The index behind the last weight that it reads.
   *
   * @return at least 0; by itself 0: it has none
   */
  default long weightsEnd() {
    return 0;
  }

  /**
   * Elements of a vector that it joins into one number, such as a mean: devices have limits.
   *
   * @return at least 0; by itself 0: it joins none
   */
  default long joined() {
    return 0;
  }
}
