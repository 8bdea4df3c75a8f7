/** Ecosystems on CUDA devices: flows between pools, and steps of the pools by them. */
package org.isobit.gpu.ecosystem;
