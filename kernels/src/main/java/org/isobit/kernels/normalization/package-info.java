/**
 * Normalisations of networks: layer and RMS norms of rows, group and batch norms of channels, each forward, backward
 * and as a tangent, class EXACT.
 */
package org.isobit.kernels.normalization;
