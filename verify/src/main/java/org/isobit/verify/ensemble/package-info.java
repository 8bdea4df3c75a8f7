/** Conformance of the ensemble kernels. */
package org.isobit.verify.ensemble;
