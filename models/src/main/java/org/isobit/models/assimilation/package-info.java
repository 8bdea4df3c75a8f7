/**
 * Ensemble filters: the API that all methods share. Methods stand in the packages below, one file for each.
 *
 * <p>An {@link org.isobit.models.assimilation.Ensemble} holds members × state,
 * {@link org.isobit.models.assimilation.Observations} the values, errors, operator and coordinates, and a
 * {@link org.isobit.models.assimilation.Filter} turns a forecast into an analysis in place. All arithmetic runs through
 * EXACT kernels: the same inputs and seed give the same bits for every backend, vector width and number of threads.
 */
package org.isobit.models.assimilation;
