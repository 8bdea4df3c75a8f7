/** Fixed inputs of the kernels of losses for training. */
package org.isobit.verify.loss;
