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

  /** Pairs of network and batch whose lists are kept. */
  private static final int MOST_KEPT = 4;

  private final Geometry geometry;
  private final Places points;
  private final int fields;
  private final Taper taper;
  private final Radius radius;
  private final double length;

  /** Lists for the networks and batches met last, the last one first; replaced, never written to. */
  private volatile Near[] near = {};

  private volatile Reach reach;

  private volatile Correlated correlated;

  /** For batches of points the observations near them, with the roots of weights. */
  private record Near(Places places, int batch, NeighbourLists lists) {}

  /** For each observation the points and the observations that it reaches. */
  record Reach(Places places, Blocks points, Blocks observations) {}

  /** Correlated errors that do not go beyond its reach. */
  private record Correlated(double[] places, ErrorBlocks blocks) {}

  private Localization(Geometry geometry, Places points, int fields, Taper taper, Radius radius) {
    this.geometry = geometry;
    this.points = points;
    this.fields = fields;
    this.taper = Objects.requireNonNull(taper, "taper");
    this.radius = Objects.requireNonNull(radius, "radius");
    this.length = radius.length(taper);
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
    return new Localization(geometry, Places.of(geometry, stateCoordinates.clone()), 1, taper, radius);
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
    return new Localization(geometry, points, newFields, taper, radius);
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
    return near("Localization", observations, 1, Workers.shared()).counts(Workers.shared());
  }

  /**
   * The taper's weight at a distance, before small ones are dropped.
   *
   * @param distance a distance
   * @return the weight, from 0 to 1
   */
  public double weight(double distance) {
    double[] one = {distance};
    taper.weights(1, one, length, one, 0);
    return one[0];
  }

  /**
   * The largest weight that is dropped.
   *
   * @return 0, or what the radius's convention says
   */
  public double dropped() {
    return radius.dropped();
  }

  Geometry geometry() {
    return geometry;
  }

  /** The points. */
  Places places() {
    return points;
  }

  /** Coordinates of the observations: their own, or those of the variables that they observe. */
  private double[] places(String filter, Observations observations) {
    int dims = geometry.dimensions();
    double[] own = observations.coordinates();
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
    if (!(observations.operator() instanceof IndexOperator operator)) {
      throw new IllegalArgumentException(filter + ": observations need coordinates to be localised");
    }
    double[] places = new double[Ensemble.elements("Localization", observations.count(), dims)];
    for (int j = 0; j < observations.count(); j++) {
      int variable = operator.variable(j);
      if (variable >= size()) {
        throw new IllegalArgumentException(filter + ": observation " + j + " is of variable " + variable + ", but a "
            + "state has " + size() + " variables");
      }
      System.arraycopy(points.given(), variable % points() * dims, places, j * dims, dims);
    }
    return places;
  }

  /** For each batch of points the observations near it, with the roots of weights. */
  NeighbourLists near(Analysis a, int batch) {
    requireFit(a);
    return near(a.filter, a.observations, batch, a.workers);
  }

  private NeighbourLists near(String filter, Observations observations, int batch, Workers workers) {
    double[] places = places(filter, observations);
    Near[] known = near;
    for (Near one : known) {
      if (one.batch == batch && one.places.same(places)) {
        return one.lists;
      }
    }
    Near[] kept = new Near[known.length < MOST_KEPT ? known.length + 1 : MOST_KEPT];
    Places others = Places.of(geometry, places);
    kept[0] = new Near(others, batch, new NeighbourLists(new NeighbourSearch(this, points, batch, others, true),
        workers));
    System.arraycopy(known, 0, kept, 1, kept.length - 1);
    near = kept;
    return kept[0].lists;
  }

  /** For each observation what it reaches. */
  Reach reach(Analysis a) {
    requireFit(a);
    double[] places = places(a.filter, a.observations);
    Reach known = reach;
    if (known == null || !known.places.same(places)) {
      Places sources = Places.of(geometry, places);
      known = new Reach(sources, blocks(sources, points, a.workers), blocks(sources, sources, a.workers));
      reach = known;
    }
    return known;
  }

  private void requireFit(Analysis a) {
    requireSize(a);
    ErrorBlocks blocks = a.observations.blocks();
    if (blocks.isEmpty()) {
      return;
    }
    double[] places = places(a.filter, a.observations);
    Correlated known = correlated;
    if (known == null || known.blocks != blocks || !java.util.Arrays.equals(known.places, places)) {
      blocks.requireWithinReach(a.filter, this, places);
      correlated = new Correlated(places, blocks);
    }
  }

  private void requireSize(Analysis a) {
    if (a.size != size()) {
      throw new IllegalArgumentException(a.filter + ": the localisation is for "
          + (fields == 1 ? "" : fields + " fields of " + points() + " points, ") + size() + " variables, but a state "
          + "has " + a.size);
    }
  }

  private Blocks blocks(Places sources, Places targets, Workers workers) {
    return Blocks.of(new NeighbourLists(new NeighbourSearch(this, sources, 1, targets, false), workers), workers);
  }

  /** Distance beyond which every observation is dropped. */
  double reach() {
    // At four lengths a Gaussian is below 0.0004.
    boolean early = taper == Taper.GAUSSIAN && dropped() >= 4e-4;
    return length * (early ? 4.0 : taper.support());
  }

  /** Weights of distances, both from index {@code at} on; 0 where the observation is dropped. */
  void weights(int count, double[] distance, double[] weight, int at) {
    taper.weights(count, distance, length, weight, at);
    double dropped = radius.dropped();
    for (int j = at; j < at + count; j++) {
      weight[j] = weight[j] > dropped ? weight[j] : 0.0;
    }
  }

  @Override
  public String toString() {
    return taper.label() + " " + radius.value() + " (" + radius.convention().label() + ", L = " + length + ")"
        + (fields == 1 ? "" : ", " + fields + " fields");
  }
}
