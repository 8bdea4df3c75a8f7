/**
 * Layers of a network: what each computes forward, in reverse and in forward mode.
 */
package org.isobit.models.learning.layers;
