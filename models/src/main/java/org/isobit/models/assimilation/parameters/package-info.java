/**
 * Parameters of a model that are estimated with its state, as further variables of it, by global filters or localised
 * ones. Tests hold this to the Kalman filter of the augmented system and to the recovery of known parameters.
 */
package org.isobit.models.assimilation.parameters;
