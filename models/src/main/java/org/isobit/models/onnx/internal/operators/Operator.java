package org.isobit.models.onnx.internal.operators;

import org.isobit.models.onnx.tensor.Tensor;

/** What an operator does with one call. Without state; thread-safe. */
interface Operator {

  /** The outputs, as many as the operator has; what is wrong is an IllegalArgumentException. */
  Tensor[] run(Call c);

  /** An operator with one output. */
  interface One {
    Tensor run(Call c);
  }
}
