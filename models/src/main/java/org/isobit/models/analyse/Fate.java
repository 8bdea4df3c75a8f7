package org.isobit.models.analyse;

/** Why an observation is left out. */
enum Fate {
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
  String key() {
    return key;
  }

  /** Its name in tables. */
  String words() {
    return words;
  }
}
