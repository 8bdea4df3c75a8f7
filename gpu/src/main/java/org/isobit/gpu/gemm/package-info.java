/** Matrix products on a device: see {@link org.isobit.kernels.gemm}. */
package org.isobit.gpu.gemm;
