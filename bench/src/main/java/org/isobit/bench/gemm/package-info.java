/** Matrix products against OpenBLAS, EJML and the scalar reference. */
package org.isobit.bench.gemm;
