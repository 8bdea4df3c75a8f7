/**
 * What advances small models: the stages of Runge–Kutta schemes, and right-hand sides of models. Every sum and product
 * is rounded, none is fused, as models have it that are published with trajectories.
 */
package org.isobit.kernels.dynamics;
