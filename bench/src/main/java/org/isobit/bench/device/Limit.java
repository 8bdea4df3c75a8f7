package org.isobit.bench.device;

/** What a computation is measured by, and against which ceiling. */
enum Limit {

  /** Operations a second, against fused multiply-adds in registers. */
  ARITHMETIC("GF/s", 1e-9),
  /** Bytes a second, against a copy on the device. */
  MEMORY("GB/s", 1e-9),
  /** Bytes a second between host and device. */
  BUS("GB/s", 1e-9),
  /** Things a second, such as analysed points. */
  ITEMS("million/s", 1e-6),
  /** How long one takes. */
  TIME("us", 1e6);

  /** Unit of the rate. */
  final String unit;

  /** Factor from what is counted a second (or from seconds) to the unit. */
  final double factor;

  Limit(String unit, double factor) {
    this.unit = unit;
    this.factor = factor;
  }
}
