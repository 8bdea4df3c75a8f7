package org.isobit.models.assimilation;

import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Workers;

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
   * @throws IllegalArgumentException if the coordinates do not fit the geometry, are not finite, or the radius does not
   *                                  fit the taper
   */
  public static Localization of(Geometry geometry, double[] stateCoordinates, Taper taper, Radius radius) {
    if (stateCoordinates.length == 0 || stateCoordinates.length % geometry.dimensions() != 0) {
      throw new IllegalArgumentException("Localization: " + stateCoordinates.length + " coordinates do not fit a "
          + "geometry of " + geometry.dimensions() + " dimensions");
    }
    Checks.finite("Localization", "coordinate", stateCoordinates, 0, stateCoordinates.length);
    return new Localization(geometry, Places.of(geometry, stateCoordinates.clone()), 1, Scales.of(taper, radius));
  }

  /**
   * Localisation on a ring of variables one unit apart, as of Lorenz-96.
   *
   * @param size   number of variables
   * @param taper  how weights fall off
   * @param radius how far, and in which convention
   * @return the localisation
   */
  public static Localization ring(int size, Taper taper, Radius radius) {
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
  public Localization withVertical(double[] levels, Taper taper, Radius radius) {
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
  public Localization withTime(double analysisTime, Taper taper, Radius radius) {
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
    return kept.once(this, places("Localization", observations), 1).counts(workers);
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

  Geometry geometry() {
    return geometry;
  }

  Scales scales() {
    return scales;
  }

  /** The points. */
  Places places() {
    return points;
  }

  /** Horizontal distance between two of many places. */
  double distance(Places places, int i, int j) {
    double[] rows = geometry.rows(places.given());
    double[] point = new double[geometry.rows()];
    for (int r = 0; r < point.length; r++) {
      point[r] = rows[r * places.count() + j];
    }
    double[] distance = new double[1];
    geometry.distances(1, rows, i, places.count(), point, distance, 0);
    return distance[0];
  }

  /** Where the observations are. */
  Places places(String filter, Observations observations) {
    Observations.Where where = observations.where();
    return Places.of(geometry, coordinates(filter, observations), scales.vertical() == null ? null
        : levels(filter, observations), scales.time() == null ? null : times(filter, observations, where.times()),
        scales.sets(observations));
  }

  /** Coordinates of the observations: their own, or those of the variables that they observe. */
  private double[] coordinates(String filter, Observations observations) {
    int dims = geometry.dimensions();
    double[] own = observations.where().coordinates();
    if (observations.count() == 0) {
      return new double[0];
    }
    if (own != null) {
      if (own.length != (long) observations.count() * dims) {
        throw new IllegalArgumentException(filter + ": " + own.length + " coordinates of " + observations.count()
            + " observations do not fit a geometry of " + dims + " dimensions");
      }
      return own;
    }
    double[] places = new double[Ensemble.elements("Localization", observations.count(), dims)];
    for (int j = 0; j < observations.count(); j++) {
      System.arraycopy(points.given(), point(filter, observations, j, "coordinates") * dims, places, j * dims, dims);
    }
    return places;
  }

  private double[] levels(String filter, Observations observations) {
    double[] levels = observations.where().levels();
    if (levels == null) {
      levels = new double[observations.count()];
      for (int j = 0; j < levels.length; j++) {
        levels[j] = points.levels()[point(filter, observations, j, "levels")];
      }
    }
    return levels;
  }

  private static double[] times(String filter, Observations observations, double[] times) {
    if (times == null && observations.count() > 0) {
      throw new IllegalArgumentException(filter + ": observations need times to be localised in time");
    }
    return times == null ? new double[0] : times;
  }

  /** The point of the variable that an observation is of. */
  private int point(String filter, Observations observations, int j, String what) {
    if (!(observations.operator() instanceof IndexOperator operator)) {
      throw new IllegalArgumentException(filter + ": observations need " + what + " to be localised");
    }
    int variable = operator.variable(j);
    if (variable >= size()) {
      throw new IllegalArgumentException(filter + ": observation " + j + " is of variable " + variable + ", but a "
          + "state has " + size() + " variables");
    }
    return variable % points();
  }

  /** For each batch of points the observations near it, with the roots of weights. */
  NeighbourLists near(ObservationSpace a, int batch) {
    requireFit(a, 1);
    return kept.near(this, places(a.filter, a.observations), batch, a.workers);
  }

  /** For each point of another localisation, one of these, so many for each of the state, the observations near it. */
  NeighbourLists near(ObservationSpace a, Localization some, int each) {
    requireFit(a, each);
    return some.kept.near(some, places(a.filter, a.observations), 1, a.workers);
  }

  /** The same localisation of some of its points. */
  Localization some(int[] numbers) {
    return new Localization(geometry, points.some(geometry, numbers), fields, scales);
  }

  /** For each observation what it reaches. */
  LocalizationLists.Reach reach(ObservationSpace a) {
    requireFit(a, 1);
    if (scales.most() < Integer.MAX_VALUE) {
      throw new IllegalArgumentException(a.filter + ": takes observations one by one and cannot keep only the "
          + scales.most() + " closest to each point; leave the cap out or use LETKF");
    }
    return kept.reach(this, places(a.filter, a.observations), a.workers);
  }

  private void requireFit(ObservationSpace a, int each) {
    if ((long) a.size * each != size()) {
      throw new IllegalArgumentException(a.filter + ": the localisation is for "
          + (fields == 1 ? "" : fields + " fields of " + points() + " points, ") + size() + " variables, but a state "
          + "has " + a.size);
    }
    if (!a.observations.blocks().isEmpty()) {
      kept.requireWithinReach(a.filter, this, places(a.filter, a.observations), a.observations.blocks());
    }
  }

  @Override
  public String toString() {
    return scales + (fields == 1 ? "" : ", " + fields + " fields");
  }
}
