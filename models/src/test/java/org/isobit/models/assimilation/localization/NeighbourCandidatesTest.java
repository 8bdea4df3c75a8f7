package org.isobit.models.assimilation.localization;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Observations;
import org.junit.jupiter.api.Test;

/** Most of what is far is turned away by trees: few candidates are left to be weighed, so little room is taken. */
class NeighbourCandidatesTest {

  private static final int OTHERS = 4000;

  private static double uniform(long stream, int i, double width) {
    return width * Philox.uniform(3, stream, i);
  }

  private static double[] plane(long stream, int n, double width) {
    double[] places = new double[2 * n];
    for (int i = 0; i < places.length; i++) {
      places[i] = uniform(stream, i, width);
    }
    return places;
  }

  private static Observations observations(double[] places) {
    int n = places.length / 2;
    double[] levels = new double[n];
    double[] times = new double[n];
    String[] types = new String[n];
    for (int j = 0; j < n; j++) {
      levels[j] = uniform(8, j, 100);
      times[j] = uniform(9, j, 100);
      types[j] = j % 4 == 0 ? "far" : "near";
    }
    return Observations.of(new double[n], 1, (states, observed) -> { }).withCoordinates(places).withLevels(levels)
        .withTimes(times).withTypes(types);
  }

  /** Room for candidates that is taken to fill all lists, as part of that for all. */
  private static double room(NeighbourSearch search) {
    NeighbourSearch.Scratch scratch = search.new Scratch();
    Neighbours lists = new Neighbours();
    lists.begin(0, search.targets());
    search.fill(lists, scratch);
    assertTrue(scratch.ld >= lists.longest() && lists.longest() > 0, scratch.ld + " " + lists.longest());
    return scratch.ld / (double) OTHERS;
  }

  private static double room(Localization localization) {
    Places others = new ObservedPlaces(localization, "test", observations(plane(2, OTHERS, 100))).places();
    return room(new NeighbourSearch(localization.geometry(), localization.scales(), localization.places(), 1, others,
        NeighbourSearch.Deciding.OTHERS, true));
  }

  private static void assertLess(double limit, double room) {
    assertTrue(room < limit, "room for " + room + " of all");
  }

  /** From scattered places a disc is seen, a hundredth of the plane or less, whatever the unit. */
  @Test
  void farPlacesAreTurnedAway() {
    for (double width : new double[] {100, 1}) {
      double[] scattered = plane(1, 50, width);
      Geometry geometry = Geometry.cartesian(2);
      Places others = Places.of(geometry, plane(2, OTHERS, width));
      Localization disc = Localization.of(geometry, scattered, TaperLaw.GASPARI_COHN, Radius.support(width / 20));
      for (NeighbourSearch.Deciding deciding : NeighbourSearch.Deciding.values()) {
        assertLess(0.05, room(new NeighbourSearch(geometry, disc.scales(), disc.places(), 1, others, deciding, true)));
      }
    }
    Geometry sphere = Geometry.greatCircle(6371);
    Localization cap = Localization.of(sphere, plane(1, 50, 90), TaperLaw.GASPARI_COHN, Radius.support(500));
    assertLess(0.15, room(new NeighbourSearch(sphere, cap.scales(), cap.places(), 1, Places.of(sphere,
        plane(2, OTHERS, 90)), NeighbourSearch.Deciding.OTHERS, true)));
  }

  /** Far levels and times are turned away as well, and a type with a wide radius does not widen that of others. */
  @Test
  void everyDistanceCounts() {
    double[] points = plane(1, 50, 100);
    Localization wide = Localization.of(Geometry.cartesian(2), points, TaperLaw.GASPARI_COHN, Radius.support(30));
    double across = room(wide);
    Localization levels = wide.withVertical(new double[50], TaperLaw.BOXCAR, Radius.length(5));
    assertLess(0.3 * across, room(levels));
    assertLess(0.6 * room(levels), room(levels.withTime(50, TaperLaw.BOXCAR, Radius.length(5))));
    Localization narrow = Localization.of(Geometry.cartesian(2), points, TaperLaw.GASPARI_COHN, Radius.support(5));
    assertLess(0.6 * room(narrow.withRadius("far", Radius.support(30)).withRadius("near", Radius.support(30))),
        room(narrow.withRadius("far", Radius.support(30))));
  }

  /** Tapers without an end reach as far as the weight that is dropped. */
  @Test
  void droppedWeightsAreTurnedAway() {
    Localization gaussian = Localization.of(Geometry.cartesian(2), plane(1, 50, 100), TaperLaw.GAUSSIAN,
        Radius.length(2));
    assertLess(0.3 * room(gaussian.withDropped(0)), room(gaussian.withDropped(0.1)));
  }
}
