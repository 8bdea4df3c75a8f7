/** Normalizations on a device: see {@link org.isobit.kernels.normalization}. */
package org.isobit.gpu.normalization;
