/**
 * Ensembles: mean, anomalies, inflation, relaxation, spread, and transforms of anomalies. Members are rows: element
 * (i, m) is at m·ld + i, so a member's state is contiguous and one lane is one point.
 */
package org.isobit.kernels.ensemble;
