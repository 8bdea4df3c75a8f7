/** Attention on a device: see {@link org.isobit.kernels.attention}. */
package org.isobit.gpu.attention;
