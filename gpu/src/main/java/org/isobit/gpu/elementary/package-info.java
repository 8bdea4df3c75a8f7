/** Elementary functions on a device: see {@link org.isobit.kernels.elementary}. */
package org.isobit.gpu.elementary;
