/** Singular value decomposition by one-sided Jacobi rotations. */
package org.isobit.linalg.svd;
