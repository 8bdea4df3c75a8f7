package org.isobit.models.assimilation.localization;

import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Observations;

/**
 * Where state variables are, and how the weight of an observation falls off with distance.
 *
 * <p>Coordinates are those of points. A state has one or more fields, each with a value at every point, one field after
 * the other: element v·points + i is field v at point i. An observation reaches all fields of a point alike.
 *
 * <p>Immutable, thread-safe; keeps the neighbour lists of the observation networks it met last.
 */
public final class Localization {

  private final Geometry geometry;
  private final Places points;
  private final int fields;
  private final Scales scales;

  private final LocalizationLists kept = new LocalizationLists();

  private Localization(Geometry geometry, Places points, int fields, Scales scales) {
    this.geometry = geometry;
    this.points = points;
    this.fields = fields;
    this.scales = scales;
  }

  /**
   * A localisation of a state with one field.
   *
   * @param geometry         measures distances
   * @param stateCoordinates place of every point, points × dimensions; copied
   * @param taper            how weights fall off
   * @param radius           how far, and in which convention
   * @return the localisation
   * @throws IllegalArgumentException if an argument is null, the coordinates do not fit the geometry or are not finite,
   *                                  or the radius does not fit the taper
   */
  public static Localization of(Geometry geometry, double[] stateCoordinates, TaperFunction taper, Radius radius) {
    Checks.present("Localization", "stateCoordinates", stateCoordinates);
    Geometry checked = CheckedGeometry.of(geometry);
    if (stateCoordinates.length == 0 || stateCoordinates.length % checked.dimensions() != 0) {
      throw new IllegalArgumentException("Localization: " + stateCoordinates.length + " coordinates do not fit a "
          + "geometry of " + checked.dimensions() + " dimensions");
    }
    Checks.finite("Localization", "coordinate", stateCoordinates, 0, stateCoordinates.length);
    return new Localization(checked, Places.of(checked, stateCoordinates.clone()), 1, Scales.of(taper, radius));
  }

  /**
   * Localisation on a ring of variables one unit apart, as of Lorenz-96.
   *
   * @param size   number of variables
   * @param taper  how weights fall off
   * @param radius how far, and in which convention
   * @return the localisation
   */
  public static Localization ring(int size, TaperFunction taper, Radius radius) {
    Checks.positive("Localization", "size", size);
    double[] coordinates = new double[size];
    for (int i = 0; i < size; i++) {
      coordinates[i] = i;
    }
    return of(Geometry.periodic(size), coordinates, taper, radius);
  }

  /**
   * The same localisation of states with another number of fields.
   *
   * @param newFields values at each point; element v·points + i of a state is field v at point i
   * @return a new localisation
   * @throws IllegalArgumentException if there is no field, or points × fields is more than an array can hold
   */
  public Localization withFields(int newFields) {
    Checks.positive("Localization", "fields", newFields);
    if ((long) newFields * points() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("Localization: " + newFields + " fields of " + points() + " points are "
          + (long) newFields * points() + " variables, but an array holds at most " + (Integer.MAX_VALUE - 8));
    }
    return new Localization(geometry, points, newFields, scales);
  }

  /**
   * The same localisation with a scale for vertical distance, which is the difference of levels. Observations then need
   * {@linkplain Observations#withLevels levels}.
   *
   * @param levels vertical coordinate of every point, in any unit; copied
   * @param taper  how weights fall off with vertical distance
   * @param radius how far, and in which convention, in the unit of levels
   * @return a new localisation
   * @throws IllegalArgumentException if the number of levels is not that of points, one is not finite, or the radius
   *                                  does not fit the taper
   */
  public Localization withVertical(double[] levels, TaperFunction taper, Radius radius) {
    if (levels.length != points()) {
      throw new IllegalArgumentException("Localization: there are " + levels.length + " levels but " + points()
          + " points");
    }
    Checks.finite("Localization", "level", levels, 0, levels.length);
    return new Localization(geometry, points.with(geometry, levels.clone(), points.times()), fields,
        scales.withVertical(Scale.of(taper, radius)));
  }

  /**
   * The same localisation with a scale for distance in time. Observations then need {@linkplain Observations#withTimes
   * times}.
   *
   * @param analysisTime time of the state, in any unit
   * @param taper        how weights fall off with distance in time
   * @param radius       how far, and in which convention, in the unit of times
   * @return a new localisation
   * @throws IllegalArgumentException if the time is not finite or the radius does not fit the taper
   */
  public Localization withTime(double analysisTime, TaperFunction taper, Radius radius) {
    double[] times = new double[points()];
    java.util.Arrays.fill(times, analysisTime);
    Checks.finite("Localization", "analysis time", times, 0, 1);
    return new Localization(geometry, points.with(geometry, points.levels(), times), fields,
        scales.withTime(Scale.of(taper, radius)));
  }

  /**
   * The same localisation with another way to combine horizontal, vertical and time distance.
   *
   * @param combination how; the product of tapers is usual
   * @return a new localisation
   * @throws IllegalArgumentException if one taper of a joint distance is wanted, but there are several
   */
  public Localization withCombination(Combination combination) {
    return new Localization(geometry, points, fields, scales.with(Objects.requireNonNull(combination, "combination")));
  }

  /**
   * The same localisation with a radius of its own for a type of observations. The taper is that of all.
   *
   * @param type      name of the type, as in {@link Observations#withTypes}
   * @param newRadius how far observations of the type reach
   * @return a new localisation
   * @throws IllegalArgumentException if the radius does not fit the taper
   */
  public Localization withRadius(String type, Radius newRadius) {
    Objects.requireNonNull(type, "type");
    return new Localization(geometry, points, fields, scales.withOwn(type,
        Scale.of(scales.horizontal().taper(), newRadius), false));
  }

  /**
   * The same localisation with a vertical radius of its own for a type of observations. The taper is that of all.
   *
   * @param type      name of the type, as in {@link Observations#withTypes}
   * @param newRadius how far observations of the type reach
   * @return a new localisation
   * @throws IllegalArgumentException if the radius does not fit the taper, or there is no vertical scale yet
   */
  public Localization withVerticalRadius(String type, Radius newRadius) {
    Objects.requireNonNull(type, "type");
    if (scales.vertical() == null) {
      throw new IllegalArgumentException("Localization: type '" + type + "' has a vertical radius, but there is no "
          + "vertical scale");
    }
    return new Localization(geometry, points, fields, scales.withOwn(type,
        Scale.of(scales.vertical().taper(), newRadius), true));
  }

  /**
   * The same localisation with a cap: of the observations that reach a point only so many, the closest in units of the
   * lengths, √((d_h/L_h)² + (d_v/L_v)² + (d_t/L_t)²); among equals those with the smaller number. Not for serial
   * filters, where each observation has its turn at all points.
   *
   * @param most observations at a point, at least 1
   * @return a new localisation
   * @throws IllegalArgumentException if it is less than 1
   */
  public Localization withMost(int most) {
    Checks.positive("Localization", "most observations", most);
    return new Localization(geometry, points, fields, scales.withMost(most));
  }

  /**
   * The same localisation with another weight up to which observations are dropped, instead of what the radius's
   * convention says. Tapers without an end, Gaussian and exponential, reach everywhere unless something is dropped.
   *
   * @param weight the largest weight that is dropped, from 0 to less than 1
   * @return a new localisation
   * @throws IllegalArgumentException if it is not in that range
   */
  public Localization withDropped(double weight) {
    if (!(weight >= 0.0 && weight < 1.0)) {
      throw new IllegalArgumentException("Localization: the weight that is dropped must be in 0 to less than 1, but is "
          + weight);
    }
    return new Localization(geometry, points, fields, scales.withDropped(weight));
  }

  /**
   * The same localisation with another rule for what is exactly where a taper ends.
   *
   * @param border inside is usual
   * @return a new localisation
   */
  public Localization withBorder(Border border) {
    return new Localization(geometry, points, fields, scales.with(Objects.requireNonNull(border, "border")));
  }

  /**
   * The same localisation with a horizontal radius for each point. Not for filters that taper covariances or take
   * observations one by one, where it is observations that have a radius.
   *
   * @param radii of each point, in the unit and convention of the localisation's radius, which is the largest; radii
   *              of types shrink alike
   * @return a new localisation
   * @throws IllegalArgumentException if there is not one for each point, or one is not positive or larger than the
   *                                  localisation's
   */
  public Localization withRadii(double... radii) {
    return withRadii(FixedRadii.of(radii, points(), scales.horizontal().radius().value()));
  }

  /**
   * The same localisation with a horizontal radius that differs from point to point.
   *
   * @param field says how much of the radius each has
   * @return a new localisation
   */
  public Localization withRadii(RadiusField field) {
    return new Localization(geometry, points, fields, scales.with(Objects.requireNonNull(field, "field")));
  }

  /**
   * Number of points.
   *
   * @return how many places it has
   */
  public int points() {
    return points.count();
  }

  /**
   * Number of fields.
   *
   * @return values at each point
   */
  public int fields() {
    return fields;
  }

  /**
   * Number of state variables.
   *
   * @return points × fields
   */
  public int size() {
    return points() * fields;
  }

  /**
   * How many observations reach each point, so that a radius without effect, or without observations, shows.
   *
   * @param observations the network, with coordinates or an operator that tells them
   * @return for each point the number of observations whose weight there is not dropped
   * @throws IllegalArgumentException if the observations have no places or places that do not fit
   */
  public int[] counts(Observations observations) {
    return counts(observations, Workers.shared());
  }

  /**
   * How many observations reach each point, found by given threads.
   *
   * @param observations the network, with coordinates or an operator that tells them
   * @param workers      the threads
   * @return for each point the number of observations whose weight there is not dropped
   * @throws IllegalArgumentException if the observations have no places or places that do not fit
   */
  public int[] counts(Observations observations, Workers workers) {
    return kept.once(this, new ObservedPlaces(this, "Localization", observations).places(), 1).counts(workers);
  }

  /**
   * The taper's weight at a horizontal distance, before small ones are dropped.
   *
   * @param distance a distance
   * @return the weight, from 0 to 1
   */
  public double weight(double distance) {
    double[] one = {distance};
    scales.horizontal().taper().weights(1, one, scales.horizontal().length(), one, 0);
    return one[0];
  }

  /**
   * The largest weight that is dropped.
   *
   * @return 0, what the radius's convention says, or what was said instead
   */
  public double dropped() {
    return scales.droppedWeight();
  }

  /**
   * What measures distances.
   *
   * @return the geometry; of one of your own, one that checks what it returns
   */
  public Geometry geometry() {
    return geometry;
  }

  Scales scales() {
    return scales;
  }

  /** The points. */
  Places places() {
    return points;
  }

  /**
   * For each batch of points the observations near it, with the roots of their weights; found once for a network and
   * kept.
   *
   * @param filter       who asks, for messages
   * @param size         variables of the state
   * @param observations the network
   * @param batch        consecutive points that share a list, at least 1
   * @param workers      threads that search
   * @return lists, one for each batch
   * @throws IllegalArgumentException if state or observations do not fit, or errors are correlated beyond the reach
   */
  public NeighbourLists near(String filter, int size, Observations observations, int batch, Workers workers) {
    return kept.near(this, kept.fitting(this, filter, size, 1, observations), batch, workers);
  }

  /**
   * For each point of another localisation, some of the points of this one, the observations near it.
   *
   * @param filter       who asks, for messages
   * @param size         variables of the state
   * @param observations the network
   * @param points       where lists are wanted: {@link #some} of these points
   * @param each         how many points this localisation has for each of the state
   * @param workers      threads that search
   * @return lists, one for each point of the other localisation
   * @throws IllegalArgumentException if state or observations do not fit, or errors are correlated beyond the reach
   */
  public NeighbourLists near(String filter, int size, Observations observations, Localization points, int each,
      Workers workers) {
    return points.kept.near(points, kept.fitting(this, filter, size, each, observations), 1, workers);
  }

  /**
   * The same localisation of some of its points.
   *
   * @param numbers which points, in the order wanted
   * @return a new localisation
   */
  public Localization some(int[] numbers) {
    return new Localization(geometry, points.some(geometry, numbers), fields,
        scales.radii() == null ? scales : scales.with(scales.radii().some(numbers)));
  }

  /**
   * For each observation the points and the observations that it reaches, for filters that take them one by one.
   *
   * @param filter       who asks, for messages
   * @param size         variables of the state
   * @param observations the network
   * @param workers      threads that search
   * @return blocks of targets with weights
   * @throws IllegalArgumentException if state or observations do not fit, errors are correlated beyond the reach, the
   *                                  observations at a point are capped, or points have radii of their own
   */
  public ObservationReach reach(String filter, int size, Observations observations, Workers workers) {
    Places places = kept.fitting(this, filter, size, 1, observations);
    scales.requireSerial(filter);
    return kept.reach(this, places, workers);
  }

  /**
   * Refuses what has no meaning where observations are tapered among each other, all at once, so that the weights must
   * be one symmetric matrix: a cap, and radii that differ between types or points.
   *
   * @param filter       who asks, for messages
   * @param observations the network
   * @throws IllegalArgumentException if the observations at a point are capped, radii differ between points, or an
   *                                  observation has another radius than the first
   */
  public void requireCovariances(String filter, Observations observations) {
    scales.requireCovariances(filter, observations);
  }

  @Override
  public String toString() {
    return scales + (fields == 1 ? "" : ", " + fields + " fields");
  }
}
