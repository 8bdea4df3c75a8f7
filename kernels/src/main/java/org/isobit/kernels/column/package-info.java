/**
 * What models of vertical columns are made of: batched solvers of the systems that implicit diffusion leads to, sinking
 * of tracers, and the optical depths that light goes through; one column a lane.
 */
package org.isobit.kernels.column;
