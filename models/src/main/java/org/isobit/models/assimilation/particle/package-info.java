/**
 * Filters that weigh members by the likelihood of the observations and need no Gaussian forecast: particle filters and
 * filters with the mean and the covariance of the weighted ensemble.
 */
package org.isobit.models.assimilation.particle;
