/** Factorisations against LAPACK (OpenBLAS, one thread) and EJML. */
package org.isobit.bench.linalg;
