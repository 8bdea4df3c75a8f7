/** Convolutions, against ONNX Runtime. */
package org.isobit.bench.convolution;
