/**
 * Statistics of errors: how large those of the background, of observations and of the model are, found from what a
 * filter or smoother leaves, and covariances made of forecasts, members or functions of distance. Results are small
 * immutable values; whoever runs the cycles decides what to do with them.
 */
package org.isobit.models.assimilation.statistics;
