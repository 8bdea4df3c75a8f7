package org.isobit.models.assimilation.spi;

import java.util.List;
import java.util.Set;
import org.isobit.models.assimilation.EnsembleEstimator;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.FloatInflatingFilter;
import org.isobit.models.registry.Entry;
import org.isobit.models.registry.Values;

/**
 * A filter that configurations can name. Its class stands in
 * {@code META-INF/services/org.isobit.models.assimilation.spi.FilterProvider}, this library's own ones as well as
 * yours; {@link Entry#keys()} are the keys of the section {@code method} that it alone has.
 */
public interface FilterProvider extends Entry {

  /** Whether observations reach everywhere. */
  enum Reach {
    /** They do; the filter takes no localisation. */
    GLOBAL,
    /** They do without a localisation. */
    EITHER,
    /** They do not; the filter needs a localisation. */
    LOCAL
  }

  /** What some filters can be told. */
  enum Option {
    /** Inflation, and a rotation of the members. */
    INFLATION,
    /** Neighbouring points share a transform: {@code batch}. */
    BATCH,
    /** What happens where no observation is near: {@code unobserved}. */
    UNOBSERVED,
    /** In which order observations are taken: {@code order}. */
    ORDER,
    /** Arithmetic in float: {@code precision}. */
    FLOAT,
    /** Transforms at some points, interpolated between: {@code coarse-grid}; of this library's local filters alone. */
    COARSE_GRID,
    /**
     * An analysis of some of the points, with what the observations see of the whole ensemble, gives the bits of an
     * analysis of all: {@code isobit analyse --audit} computes some again.
     */
    PARTS,
    /** An ensemble of one member will do, a deterministic forecast: nothing of the filter needs a spread. */
    SINGLE,
    /**
     * The method needs the model, and what is known of its states, and so brings its own
     * {@link #estimator(EstimatorOptions)}: {@code isobit twin} runs it, {@code isobit analyse} and {@code cycle}
     * cannot. With {@link #SINGLE} it has no members.
     */
    MODEL,
    /**
     * With {@link #MODEL}: where the model has noise, the members take it as random numbers or, if there are none, the
     * method's covariance takes Q. Other methods that need the model run it without noise.
     */
    NOISE
  }

  /**
   * The filter's name in tables and pictures.
   *
   * @return the field's abbreviation
   */
  String title();

  /**
   * What tables say of it.
   *
   * @return its class, what it is held to, and what it does; the provider's class alone unless it says more
   */
  default MethodProfile profile() {
    return MethodProfile.of(getClass(), "");
  }

  /**
   * Whether it takes a localisation.
   *
   * @return how far its observations reach
   */
  Reach reach();

  /**
   * What it can be told.
   *
   * @return the options that it takes
   */
  Set<Option> options();

  /**
   * Types of observations that values of its own keys speak of; each command refuses those that it knows nothing of.
   *
   * @param own values of {@link #keys()}
   * @return names of types; none unless the provider says otherwise
   */
  default List<String> types(Values own) {
    return List.of();
  }

  /**
   * The filter itself.
   *
   * @param options what it is told
   * @return the filter; one that takes {@link Option#INFLATION} is an
   *         {@link org.isobit.models.assimilation.InflatingFilter}
   * @throws IllegalArgumentException if the options do not fit, or it is no analysis of an ensemble alone
   *                                  ({@link Option#MODEL})
   */
  Filter build(FilterOptions options);

  /**
   * Refuses a run that it could not take to its end, before the first cycle: what it was given for single cycles ends
   * earlier.
   *
   * @param own  values of the keys that it alone has
   * @param last number of the last cycle ({@link org.isobit.models.assimilation.Cycle})
   * @throws IllegalArgumentException naming what is too short; never, unless the filter takes something for each cycle
   */
  default void requireCycle(Values own, long last) {}

  /**
   * The method for one run.
   *
   * @param options what it is told and given
   * @return the initial members with the model and {@link #build the filter}, unless the method brings its own
   * @throws IllegalArgumentException if the method does not fit the model or the members
   */
  default Estimator estimator(EstimatorOptions options) {
    return new EnsembleEstimator(options.model(), options.ensemble(), build(options.filter()));
  }

  /**
   * The filter in float.
   *
   * @param options what it is told
   * @return the filter
   * @throws IllegalArgumentException if it has none
   */
  default FloatInflatingFilter buildFloat(FilterOptions options) {
    throw new IllegalArgumentException("the filter " + label() + " does not work in float");
  }
}
