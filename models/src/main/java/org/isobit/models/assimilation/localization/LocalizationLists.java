package org.isobit.models.assimilation.localization;

import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.CorrelatedErrors;

/** What a {@link Localization} found out about the networks of observations that it met last. Thread-safe. */
final class LocalizationLists {

  /** Pairs of network and batch whose lists are kept. */
  private static final int MOST_KEPT = 4;

  /** Lists for the networks and batches met last, the last one first; replaced, never written to. */
  private volatile Near[] near = {};

  private volatile Reached reach;

  private volatile Correlated correlated;

  /** For batches of points the observations near them, with the roots of weights. */
  private record Near(Places places, int batch, NeighbourLists lists) {}

  /** What the observations at places reach. */
  private record Reached(Places places, ObservationReach reach) {}

  /** Correlated errors that do not go beyond the reach. */
  private record Correlated(Places places, CorrelatedErrors blocks) {}

  NeighbourLists near(Localization localization, Places others, int batch, Workers workers) {
    NeighbourLists lists = known(others, batch);
    if (lists != null) {
      return lists;
    }
    Near[] known = near;
    Near[] kept = new Near[known.length < MOST_KEPT ? known.length + 1 : MOST_KEPT];
    kept[0] = new Near(others, batch, new NeighbourLists(search(localization, others, batch), workers));
    System.arraycopy(known, 0, kept, 1, kept.length - 1);
    near = kept;
    return kept[0].lists;
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
    Reached known = reach;
    if (known == null || !known.places.same(sources)) {
      known = new Reached(sources, new ObservationReach(blocks(localization, sources, localization.places(), workers),
          blocks(localization, sources, sources, workers)));
      reach = known;
    }
    return known.reach;
  }

  private static TargetBlocks blocks(Localization localization, Places sources, Places targets, Workers workers) {
    return TargetBlocks.of(new NeighbourLists(new NeighbourSearch(localization.geometry(), localization.scales(),
        sources, 1, targets, NeighbourSearch.Deciding.TARGETS, false), workers), workers);
  }

  void requireWithinReach(String filter, Localization localization, Places places, CorrelatedErrors blocks) {
    Correlated known = correlated;
    if (known == null || known.blocks != blocks || !known.places.same(places)) {
      new CorrelatedReach(localization, places).require(filter, blocks);
      correlated = new Correlated(places, blocks);
    }
  }
}
