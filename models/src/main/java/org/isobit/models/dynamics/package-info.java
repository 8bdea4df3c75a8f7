/**
 * Forward models and time integrators.
 *
 * <p>Any {@link org.isobit.models.dynamics.Model} runs under any {@link org.isobit.models.dynamics.Integrator}. The
 * built-in models have vector forms with the bits of their scalar references; a user's model is called state by state.
 * Models here keep the product-then-sum order of the published codes, so that trajectories can be compared bit for bit.
 *
 * <p>A {@link org.isobit.models.dynamics.LinearizedModel} knows its derivative; {@link
 * org.isobit.models.dynamics.Trajectory} makes tangent and adjoint of any scheme's steps of it.
 *
 * <p>Models are no kernels of the catalogue, which lists what any model is made of. Their bits are kept by tests of
 * their own: vector forms, layouts of members and threads against the written formulas, Lorenz-96 against published
 * trajectories where those are at hand, and the bytes of whole twin experiments at every vector width.
 */
package org.isobit.models.dynamics;
