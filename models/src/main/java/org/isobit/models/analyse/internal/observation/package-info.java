/**
 * Observations in files, the operators that see them, and how far they are from the ensemble.
 */
package org.isobit.models.analyse.internal.observation;
