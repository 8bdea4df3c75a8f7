/**
 * Updates of one deterministic forecast by what was learned from ensembles: correlations that a network predicts from
 * the state (ML-OI), or the increments themselves (ML-EtE), and the files that hold such a scheme. Filters know nothing
 * of networks, nor networks of filters.
 */
package org.isobit.models.learned;
