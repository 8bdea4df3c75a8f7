/**
 * What dense neural networks are made of: fused dense layers, activations, softmax, losses, optimisers, random masks
 * and samples, and stacks of narrow layers; forward and backward, without allocation.
 *
 * <p>A sample's output never depends on the batch it is in, and gradients of weights are one chain over the batch.
 */
package org.isobit.kernels.neural;
