package org.isobit.models.analyse.internal.observation;

/** Why an observation is left out. */
public enum Fate {
  /** Outside the grid. */
  OUTSIDE("outsideTheGrid", "outside the grid"),
  /** Interpolation needs a masked point. */
  MASKED("atMaskedPoints", "at masked points"),
  /** Another row of the same type has the same place. */
  DUPLICATE("duplicates", "duplicates"),
  /** Too far from the forecast. */
  GROSS_ERROR("grossErrors", "gross errors");

  private final String key;
  private final String words;

  Fate(String key, String words) {
    this.key = key;
    this.words = words;
  }

  /** Its name in reports. */
  public String key() {
    return key;
  }

  /** Its name in tables. */
  public String words() {
    return words;
  }
}
