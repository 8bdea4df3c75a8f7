/**
 * Methods whose estimate is a mean and a covariance instead of an ensemble: the climatology, optimal interpolation,
 * 3D-Var in one exact step, and the extended Kalman filter. They need the model, or what is known of its states over a
 * long time.
 */
package org.isobit.models.assimilation.gaussian;
