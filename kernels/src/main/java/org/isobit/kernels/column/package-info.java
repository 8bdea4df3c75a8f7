/**
 * What models of vertical columns are made of: batched solvers of tridiagonal systems, steps of implicit diffusion and
 * of sinking of tracers, and the optical depths that light goes through; one column a lane.
 */
package org.isobit.kernels.column;
