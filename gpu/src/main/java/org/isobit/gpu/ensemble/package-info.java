/** Ensembles on a device: see {@link org.isobit.kernels.ensemble}. */
package org.isobit.gpu.ensemble;
