/** Benchmarks of the kernels of neural networks, against ONNX Runtime where it has an equal. */
package org.isobit.bench.neural;
