/** Tensors of any element type of ONNX that computes, with any number of dimensions. */
package org.isobit.models.onnx.tensor;
