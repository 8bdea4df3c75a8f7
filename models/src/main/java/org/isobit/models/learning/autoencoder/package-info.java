/**
 * Variational autoencoders and their training.
 */
package org.isobit.models.learning.autoencoder;
