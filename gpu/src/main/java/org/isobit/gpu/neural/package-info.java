/** Layers of networks on a device: see {@link org.isobit.kernels.neural}. */
package org.isobit.gpu.neural;
