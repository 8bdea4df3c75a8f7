/** Vertical columns on CUDA devices: systems of equations, sinking, optical depths. */
package org.isobit.gpu.column;
