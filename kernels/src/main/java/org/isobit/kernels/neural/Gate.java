package org.isobit.kernels.neural;

/**
 * The gated products of the two halves a and b of a row: Dauphin et al. 2017, arXiv:1612.08083; Shazeer 2020,
 * arXiv:2002.05202. {@link Gates} has the operations. Immutable.
 */
public enum Gate {
  /** y = a/(1 + e^−b). */
  GLU,
  /** y = b·a/(1 + e^−a). */
  SWIGLU
}
