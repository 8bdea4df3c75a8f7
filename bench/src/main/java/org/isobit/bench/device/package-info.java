/**
 * The kernels on a CUDA device against the card's ceilings, cuBLAS and CuPy, each output compared with the processor's
 * bits.
 */
package org.isobit.bench.device;
