/**
 * Forward models and time integrators.
 *
 * <p>Any {@link org.isobit.models.dynamics.Model} runs under any {@link org.isobit.models.dynamics.Integrator}. The
 * built-in models have vector forms with the bits of their scalar references; a user's model is called state by state.
 * Models here keep the product-then-sum order of the published codes, so that trajectories can be compared bit for bit.
 */
package org.isobit.models.dynamics;
