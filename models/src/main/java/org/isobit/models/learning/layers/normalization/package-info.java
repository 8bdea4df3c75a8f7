/**
 * Normalisations as layers: of rows, of groups of channels, and of batches.
 */
package org.isobit.models.learning.layers.normalization;
