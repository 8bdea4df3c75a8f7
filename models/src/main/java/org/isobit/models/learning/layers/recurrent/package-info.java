/**
 * Recurrent layers over sequences: LSTM and GRU.
 */
package org.isobit.models.learning.layers.recurrent;
