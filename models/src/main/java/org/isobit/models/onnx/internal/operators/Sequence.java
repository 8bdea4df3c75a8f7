package org.isobit.models.onnx.internal.operators;

import org.isobit.models.onnx.tensor.Dims;

/**
 * Sizes of sequences of one direction: steps × batch × inputs go in, steps × batch × hidden come out.
 *
 * @param lengths steps of each sample; the array is not written
 */
record Sequence(int steps, int batch, int inputs, int hidden, int[] lengths) {

  /** How many elements there are with so many a step and sample. */
  int elements(int each) {
    return Dims.count(steps, batch, each);
  }
}
