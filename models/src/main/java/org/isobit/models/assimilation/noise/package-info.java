/**
 * Model error as noise, white or red: its covariance, how an ensemble takes it, and models that have it, added to
 * states or as a factor on what steps add. Tests hold it to the Kalman filter with Q, to the formulas of Raanes,
 * Carrassi and Bertino (2015) and, with memory, to the exact covariance of state and noise together.
 */
package org.isobit.models.assimilation.noise;
