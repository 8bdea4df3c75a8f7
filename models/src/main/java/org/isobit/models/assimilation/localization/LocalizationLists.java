package org.isobit.models.assimilation.localization;

import java.util.Arrays;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.CorrelatedErrors;
import org.isobit.models.assimilation.IndexOperator;
import org.isobit.models.assimilation.Observations;

/** What a {@link Localization} found out about the networks of observations that it met last. Thread-safe. */
final class LocalizationLists {

  /** How many networks are kept, so that a run may go from one to another and back: of lists, with their batches. */
  private static final int MOST_KEPT = 4;

  /** How many are of what observations reach, which takes more memory; enough for two networks in turn. */
  private static final int MOST_REACHED = 2;

  /** Lists for the networks and batches met last, the last one first; replaced, never written to. */
  private volatile Near[] near = {};

  private volatile Observed[] observed = {};

  private volatile Reached[] reached = {};

  private volatile Correlated correlated;

  /** For batches of points the observations near them, with the roots of weights. */
  private record Near(Places places, int batch, NeighbourLists lists) {}

  /** Where the variables of an operator are, observations saying nothing else. */
  private record Observed(IndexOperator operator, int count, Places places) {}

  /** What the observations at places reach. */
  private record Reached(Places places, ObservationReach reach) {}

  /** Correlated errors that do not go beyond the reach. */
  private record Correlated(Places places, CorrelatedErrors blocks) {}

  /** Where observations are that fit to a state, of which the localisation has {@code each} points for every one. */
  Places fitting(Localization localization, String filter, int size, int each, Observations observations) {
    int points = localization.points();
    int fields = localization.fields();
    if ((long) size * each != localization.size()) {
      throw new IllegalArgumentException(filter + ": the localisation is for "
          + (fields == 1 ? "" : fields + " fields of " + points + " points, ") + localization.size()
          + " variables, but a state has " + size);
    }
    Places places = places(localization, filter, observations);
    if (observations.correlated()) {
      requireWithinReach(filter, localization, places, observations.correlatedErrors());
    }
    return places;
  }

  /** Those of the last operators are kept, so that further cycles of a network allocate nothing. */
  private Places places(Localization localization, String filter, Observations observations) {
    Observations.Where where = observations.where();
    if (!(observations.operator() instanceof IndexOperator operator) || where.coordinates() != null
        || where.levels() != null || where.times() != null || localization.scales().sets(observations) != null) {
      return new ObservedPlaces(localization, filter, observations).places();
    }
    for (Observed one : observed) {
      if (one.operator == operator && one.count == observations.count()) {
        return one.places;
      }
    }
    Places places = new ObservedPlaces(localization, filter, observations).places();
    observed = kept(new Observed(operator, observations.count(), places), observed, MOST_KEPT);
    return places;
  }

  /** One more before others, of which the oldest may go. */
  private static <T> T[] kept(T newest, T[] others, int most) {
    T[] all = Arrays.copyOf(others, Math.min(others.length + 1, most));
    System.arraycopy(others, 0, all, 1, all.length - 1);
    all[0] = newest;
    return all;
  }

  NeighbourLists near(Localization localization, Places others, int batch, Workers workers) {
    NeighbourLists lists = known(others, batch);
    if (lists != null) {
      return lists;
    }
    lists = new NeighbourLists(search(localization, others, batch), workers);
    near = kept(new Near(others, batch, lists), near, MOST_KEPT);
    return lists;
  }

  /** Lists to be read once, which are not kept. */
  NeighbourLists once(Localization localization, Places others, int batch) {
    NeighbourLists lists = known(others, batch);
    return lists != null ? lists : NeighbourLists.passing(search(localization, others, batch));
  }

  private NeighbourLists known(Places others, int batch) {
    for (Near one : near) {
      if (one.batch == batch && one.places.same(others)) {
        return one.lists;
      }
    }
    return null;
  }

  private static NeighbourSearch search(Localization localization, Places others, int batch) {
    return new NeighbourSearch(localization.geometry(), localization.scales(), localization.places(), batch, others,
        NeighbourSearch.Deciding.OTHERS, true);
  }

  ObservationReach reach(Localization localization, Places sources, Workers workers) {
    for (Reached one : reached) {
      if (one.places.same(sources)) {
        return one.reach;
      }
    }
    Scales scales = localization.scales();
    if (scales.radii() != null) {
      // The radius of an observation depends on the observations near it.
      scales = scales.with(new FixedRadii(new NeighbourSearch(localization.geometry(), scales, sources, 1, sources,
          NeighbourSearch.Deciding.TARGETS, false).shares()));
    }
    ObservationReach reach = new ObservationReach(blocks(localization, scales, sources, localization.places(),
        workers), blocks(localization, scales, sources, sources, workers));
    reached = kept(new Reached(sources, reach), reached, MOST_REACHED);
    return reach;
  }

  private static TargetBlocks blocks(Localization localization, Scales scales, Places sources, Places targets,
      Workers workers) {
    return TargetBlocks.of(new NeighbourLists(new NeighbourSearch(localization.geometry(), scales, sources, 1, targets,
        NeighbourSearch.Deciding.TARGETS, false), workers), workers);
  }

  private void requireWithinReach(String filter, Localization localization, Places places, CorrelatedErrors blocks) {
    Correlated known = correlated;
    if (known == null || known.blocks != blocks || !known.places.same(places)) {
      new CorrelatedReach(localization, places).require(filter, blocks);
      correlated = new Correlated(places, blocks);
    }
  }
}
