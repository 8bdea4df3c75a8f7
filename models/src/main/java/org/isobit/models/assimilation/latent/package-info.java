/**
 * Filters in a latent space, and with sampled innovations.
 */
package org.isobit.models.assimilation.latent;
