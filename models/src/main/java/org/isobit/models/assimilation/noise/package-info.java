/**
 * Model error as noise: its covariance, how an ensemble takes it, and a model that has it. Tests hold it to the Kalman
 * filter with Q and to the formulas of Raanes, Carrassi and Bertino (2015).
 */
package org.isobit.models.assimilation.noise;
