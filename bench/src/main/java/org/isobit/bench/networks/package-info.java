/** Benchmarks of whole networks and blocks of them, against ONNX Runtime, and of training against inference. */
package org.isobit.bench.networks;
