/**
 * The CUDA backend: devices, streams, memory and kernels, through JCuda. Everything here needs a driver at run time
 * ({@link org.isobit.gpu.Driver#obstacle} says whether there is one) and nothing of it when it is compiled or tested.
 */
package org.isobit.gpu;
