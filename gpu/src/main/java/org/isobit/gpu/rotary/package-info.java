/** Rotary positions on a device: see {@link org.isobit.kernels.rotary}. */
package org.isobit.gpu.rotary;
