/** Reductions on a device: see {@link org.isobit.kernels.reduce}. */
package org.isobit.gpu.reduce;
