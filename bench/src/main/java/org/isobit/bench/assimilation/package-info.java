/** Whole analyses against the scalar reference, EJML and LAPACK (OpenBLAS, one thread). */
package org.isobit.bench.assimilation;
