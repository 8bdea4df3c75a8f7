/** Gates of recurrent cells on a device: see {@link org.isobit.kernels.recurrent}. */
package org.isobit.gpu.recurrent;
