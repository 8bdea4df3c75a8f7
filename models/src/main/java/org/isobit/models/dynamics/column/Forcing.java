package org.isobit.models.dynamics.column;

import org.isobit.kernels.elementary.ActivationReference;
import org.isobit.kernels.elementary.SinPiReference;

/** What weather does to a column: light from above and the depth to which wind and cooling mix. Thread-safe. */
public interface Forcing {

  /** Days of a year. */
  double YEAR = 365.0;

  /**
   * Light at the surface.
   *
   * @param day time in days from the beginning of a year
   * @return shortwave radiation, in W m⁻², not negative
   */
  double shortwave(double day);

  /**
   * How deep the mixed layer is.
   *
   * @param day time in days from the beginning of a year
   * @return the depth, in m, not negative
   */
  double mixedLayer(double day);

  /**
   * The same every year: light 120 − 100·cos(2π(d + 10)/365), and a mixed layer that reaches below the bed in winter
   * and ends at the site's summer depth, 1.2·H·(1 − s) + m·s with s = 1/(1 + e^{−(d − 105)/8})/(1 + e^{(d − 275)/10}),
   * d being the day of the year.
   *
   * @param site the place
   * @return the forcing
   */
  static Forcing seasonal(Site site) {
    return new Seasonal(site);
  }

  /**
   * Of {@link #seasonal}.
   *
   * @param site the place
   */
  record Seasonal(Site site) implements Forcing {

    @Override
    public double shortwave(double day) {
      return 120.0 - 100.0 * SinPiReference.cospi(2.0 * (dayOfYear(day) + 10.0) / YEAR);
    }

    @Override
    public double mixedLayer(double day) {
      double d = dayOfYear(day);
      double s = ActivationReference.sigmoid((d - 105.0) / 8.0) * ActivationReference.sigmoid((275.0 - d) / 10.0);
      return 1.2 * site.depth() * (1.0 - s) + site.summerMixedLayer() * s;
    }
  }

  /**
   * The day in a year of {@link #YEAR} days.
   *
   * @param day time in days
   * @return from 0 to below 365
   */
  static double dayOfYear(double day) {
    double d = day % YEAR;
    return d < 0.0 ? d + YEAR : d;
  }
}
