package org.isobit.models.dynamics.column;

import java.util.List;

/**
 * A place on the shelf: its water and how it is mixed. {@link #L4} is after the station of that name in the English
 * Channel; the others are idealised, a less productive place after its central part and one at either side of that.
 *
 * @param name             what configurations call it
 * @param depth            depth of the bed, in m
 * @param nitrogen         nitrogen in all pools, in mmol m⁻³
 * @param summerMixedLayer depth of the mixed layer in summer, in m
 * @param bottomLayer      thickness of the layer above the bed that the tide mixes, in m
 * @param albedo           share of the light that does not go below the first metres
 * @param extinction       depth in which water alone takes light to 1/e, in m
 * @param tidalDiffusivity diffusivity in the bottom layer, in m² s⁻¹
 */
public record Site(String name, double depth, double nitrogen, double summerMixedLayer, double bottomLayer,
    double albedo, double extinction, double tidalDiffusivity) {

  /** The greatest depth of a bed, in m: sites lie on the shelf and its slope. */
  public static final double DEEPEST = 1000.0;

  /** Station L4, 50 m deep, productive. */
  public static final Site L4 = new Site("L4", 50.0, 9.0, 15.0, 15.0, 0.58, 8.0, 2e-3);

  /** Like the central western English Channel, 80 m deep, less productive. */
  public static final Site CWEC = new Site("CWEC", 80.0, 6.0, 25.0, 20.0, 0.58, 12.0, 1e-3);

  /** Between the two. */
  public static final Site MID = new Site("MID", 65.0, 7.5, 20.0, 18.0, 0.58, 10.0, 1.5e-3);

  /** Off the shelf's edge, deeper and poorer than all others. */
  public static final Site OFF = new Site("OFF", 95.0, 5.0, 30.0, 20.0, 0.58, 14.0, 8e-4);

  /** All of them. */
  public static final List<Site> ALL = List.of(L4, CWEC, MID, OFF);

  /** Checks the numbers. */
  public Site {
    positive(name, "depth", depth);
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("Site " + name + ": depth must be at most " + DEEPEST + " m, but is " + depth);
    }
    positive(name, "nitrogen", nitrogen);
    positive(name, "summerMixedLayer", summerMixedLayer);
    positive(name, "bottomLayer", bottomLayer);
    positive(name, "extinction", extinction);
    if (!(albedo >= 0.0 && albedo <= 1.0)) {
      throw new IllegalArgumentException("Site " + name + ": albedo must be from 0 to 1, but is " + albedo);
    }
    if (!(tidalDiffusivity >= 0.0 && tidalDiffusivity <= 1.0)) {
      throw new IllegalArgumentException("Site " + name + ": tidalDiffusivity must be from 0 to 1 m2 s-1, but is "
          + tidalDiffusivity);
    }
  }

  private static void positive(String name, String what, double value) {
    if (!(value > 0.0) || value == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("Site " + name + ": " + what + " must be positive and finite, but is "
          + value);
    }
  }

  /**
   * A site of {@link #ALL}.
   *
   * @param name its name, capitals or not
   * @return the site
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Site named(String name) {
    return ALL.stream().filter(site -> site.name.equalsIgnoreCase(name)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Site: there is no '" + name + "', but "
            + String.join(", ", ALL.stream().map(Site::name).toList())));
  }
}
