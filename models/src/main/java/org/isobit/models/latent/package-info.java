/**
 * Networks in the place of coders: what lets a {@link org.isobit.models.assimilation.latent.LatentETKF} work in the
 * latent space of an autoencoder. Filters know nothing of networks, nor networks of filters.
 */
package org.isobit.models.latent;
