/** Conformance of Fourier transforms. */
package org.isobit.verify.fourier;
