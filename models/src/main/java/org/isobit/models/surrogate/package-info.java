/**
 * Models whose right-hand side is learned: which monomials it has on a ring, its parameters by regression on
 * one-step forecasts, and model, trajectory and model error together by expectation-maximisation.
 */
package org.isobit.models.surrogate;
