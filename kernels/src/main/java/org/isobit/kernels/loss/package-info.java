/** Losses for training: quantiles, classes, censored Gaussian likelihood, ensembles; each with its gradient. */
package org.isobit.kernels.loss;
