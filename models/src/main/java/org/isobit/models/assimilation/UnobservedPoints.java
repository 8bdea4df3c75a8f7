package org.isobit.models.assimilation;

/**
 * What a local filter does where no observation is near. What stays there stays up to rounding, since members are put
 * together again from mean and anomalies; without any observation at all, and without inflation or rotation, every
 * filter leaves each bit of the ensemble.
 */
public enum UnobservedPoints {
  /** The forecast stays; inflation inside the transform is not applied there (PDAF's LESTKF, OOPS, DAPPER). */
  KEEP_FORECAST,
  /** Inflation inside the transform is applied all the same (PDAF's LETKF, Miyoshi's). */
  INFLATE
}
