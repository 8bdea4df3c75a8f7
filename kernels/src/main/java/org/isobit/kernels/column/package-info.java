/**
 * What models of vertical columns are made of: batched solvers of the systems that implicit diffusion leads to, one
 * column a lane.
 */
package org.isobit.kernels.column;
