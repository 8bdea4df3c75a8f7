package org.isobit.models.studies.marinebgc;

import java.util.Locale;

/** When and how often the runs are sampled that networks are trained with. */
enum Sampling {
  /** All year. */
  USUAL(1.0, 0, 365),
  /** All year, a quarter of the samples. */
  SPARSE(0.25, 0, 365),
  /** All year, twice as many. */
  DENSE(2.0, 0, 365),
  /** About the spring bloom alone. */
  BLOOM(1.0, 75, 165),
  /** While the water is stratified. */
  SUMMER(1.0, 105, 275),
  /** While it is mixed. */
  WINTER(1.0, 275, 105);

  private final double density;
  private final int from;
  private final int to;

  Sampling(double density, int from, int to) {
    this.density = density;
    this.from = from;
    this.to = to;
  }

  /** How many samples there are of what is usual. */
  double density() {
    return density;
  }

  /** Whether a day of the year is sampled. */
  boolean takes(double day) {
    return from < to ? day >= from && day < to : day >= from || day < to;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
