/** Conformance of the matrix products. */
package org.isobit.verify.gemm;
