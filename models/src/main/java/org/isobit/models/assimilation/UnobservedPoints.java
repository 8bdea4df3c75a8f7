package org.isobit.models.assimilation;

/** What a local filter does where no observation is near. */
public enum UnobservedPoints {
  /** The forecast stays; inflation inside the transform is not applied there (PDAF's LESTKF, OOPS, DAPPER). */
  KEEP_FORECAST,
  /** Inflation inside the transform is applied all the same (PDAF's LETKF, Miyoshi's). */
  INFLATE
}
