/**
 * What ensembles and observations say of a data assimilation: whether spreads are right, what observations are worth.
 * Accumulators take case after case ({@code add}) and give a small immutable result; bad input is refused before
 * anything is counted, sums have one written order, and counts of two accumulators add up exactly. A sector of the
 * state is a view: {@link org.isobit.models.assimilation.Ensemble#of(double[], long, int, int, int)}.
 */
package org.isobit.models.diagnostics;
