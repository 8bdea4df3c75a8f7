/** Tapers and distances on a device: see {@link org.isobit.kernels.localization}. */
package org.isobit.gpu.localization;
