package org.isobit.models.assimilation.localization;

/**
 * How the weight falls off with one kind of distance.
 *
 * @param taper  the taper
 * @param radius how far, and in which convention
 * @param length the taper's length L
 */
record Scale(TaperLaw taper, Radius radius, double length) {

  static Scale of(TaperLaw taper, Radius radius) {
    return new Scale(taper, radius, radius.length(taper));
  }

  @Override
  public String toString() {
    return taper.label() + " " + radius.value() + " (" + radius.convention().label() + ", L = " + length + ")";
  }
}
