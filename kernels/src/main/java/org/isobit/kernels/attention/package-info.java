/**
 * Attention of heads over keys, its gradients and its tangent, in blocks and without a matrix of all scores.
 *
 * <p>A query's output depends on nothing but the query, the keys and values of its head, and its row of the mask.
 */
package org.isobit.kernels.attention;
