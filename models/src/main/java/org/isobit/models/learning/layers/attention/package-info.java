/** Layers of transformers: attention of heads, and dense layers of each token. */
package org.isobit.models.learning.layers.attention;
