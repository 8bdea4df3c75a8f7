/**
 * The contract written a second time, from {@code kernels/README.md} alone: classes follow its sections, methods have
 * the names of its functions and kernels and do their steps, and coefficients are read from its tables. No class of the
 * library is named here; a test checks that, and tests in the package above compare the two, bit for bit.
 */
package org.isobit.verify.contract.outsider;
