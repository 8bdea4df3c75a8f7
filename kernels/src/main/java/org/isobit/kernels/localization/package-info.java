/** Localisation: distances from a point, and tapers that turn distances into weights. */
package org.isobit.kernels.localization;
