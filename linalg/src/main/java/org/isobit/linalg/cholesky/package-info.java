/** Cholesky factorisation and triangular solves. */
package org.isobit.linalg.cholesky;
