package org.isobit.kernels.catalog;

/** What a kernel promises about its bits. */
public enum Exactness {
  /** The same bits from every implementation on every machine. */
  EXACT,
  /** A stated error bound; run only when asked for by name. */
  BOUNDED
}
