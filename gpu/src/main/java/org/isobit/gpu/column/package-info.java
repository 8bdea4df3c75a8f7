/** Vertical columns on CUDA devices: systems of equations, diffusion, sinking, optical depths. */
package org.isobit.gpu.column;
