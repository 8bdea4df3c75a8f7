/**
 * Convolutions of images and lines as layers, and transposed ones.
 */
package org.isobit.models.learning.layers.convolution;
