/** Pooling, resizes and rearrangements, against ONNX Runtime. */
package org.isobit.bench.pooling;
