/**
 * What models of partial differential equations are made of: stages of exponential integrators, products in spectral
 * coefficients, differences on grids.
 */
package org.isobit.kernels.pde;
