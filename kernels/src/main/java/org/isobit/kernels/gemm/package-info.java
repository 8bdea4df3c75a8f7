/**
 * Matrix products: C = α·op(A)·op(B) + β·C and its relatives (syrk, gram, gemv, ger).
 *
 * <p>Each element of C is a fixed sequence of fused multiply-adds that depends on the number of terms k alone, so
 * neither vector width, cache blocks, threads nor the other elements show in its bits.
 */
package org.isobit.kernels.gemm;
