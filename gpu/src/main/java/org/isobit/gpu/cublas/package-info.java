/**
 * Matrix products by NVIDIA's cuBLAS, class BOUNDED: not the bits of {@link org.isobit.kernels.gemm}, but an error
 * within a stated bound ({@link org.isobit.gpu.cublas.GemmBound}). Nothing in Isobit calls it unless it is asked for
 * by name, and nothing falls back from it or to it. cuBLAS is not bundled: {@link
 * org.isobit.gpu.cublas.CublasLibrary} looks for it.
 */
package org.isobit.gpu.cublas;
