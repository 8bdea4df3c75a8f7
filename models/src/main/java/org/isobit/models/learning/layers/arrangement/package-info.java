/**
 * Layers that arrange, resize and combine channels, images and tokens: pooling, resizes, permutations of axes, position
 * embeddings, skips and conditioning, and features of coordinates.
 */
package org.isobit.models.learning.layers.arrangement;
