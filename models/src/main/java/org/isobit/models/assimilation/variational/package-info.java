/**
 * Variational methods: 4D-Var with a perfect model and with model error, 3D-Var with first guesses at appropriate
 * times, and ensemble-variational methods that need no adjoint. All minimise a sum of squares of controls and of
 * innovations over their errors, by the minimisers of {@link org.isobit.linalg.minimization}.
 */
package org.isobit.models.assimilation.variational;
