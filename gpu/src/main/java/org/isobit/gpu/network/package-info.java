/** Networks on a CUDA device: their steps as calls of kernels. */
package org.isobit.gpu.network;
