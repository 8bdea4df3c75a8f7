/**
 * The study of Bocquet, Brajard, Carrassi and Bertino (2020), Found. Data Sci. 2, 55–80: model, trajectory and
 * model-error covariance together from noisy and partial observations of Lorenz's models of 1996, by
 * expectation-maximisation.
 */
package org.isobit.models.studies.em;
