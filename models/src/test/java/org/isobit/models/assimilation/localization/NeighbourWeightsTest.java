package org.isobit.models.assimilation.localization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Observations;
import org.junit.jupiter.api.Test;

/** Small searches against looking at every pair, one for each thing that a weight depends on, and lists of tiles. */
class NeighbourWeightsTest {

  private static final int POINTS = 61;
  private static final int COUNT = 83;

  private static double[] random(int n, long seed, double low, double high) {
    return new Random(seed).doubles(n, low, high).toArray();
  }

  private static Observations observations(int dims) {
    String[] types = new String[COUNT];
    for (int j = 0; j < COUNT; j++) {
      types[j] = j % 3 == 0 ? "far" : j % 5 == 0 ? "near" : "other";
    }
    return Observations.of(new double[COUNT], 1, (states, observed) -> { })
        .withCoordinates(random(dims * COUNT, 2, -40, 40)).withLevels(random(COUNT, 4, 0, 10))
        .withTimes(random(COUNT, 5, -6, 6)).withTypes(types);
  }

  private static int check(Localization localization, int dims) {
    Places others = new ObservedPlaces(localization, "test", observations(dims)).places();
    int found = BruteForce.check(localization, 1, others);
    assertTrue(found > POINTS / 4 && found < POINTS * COUNT, localization + ": " + found);
    BruteForce.check(localization, 4, others);
    new BruteForce(localization, others, 1, localization.places(), NeighbourSearch.Deciding.TARGETS).check();
    return found;
  }

  @Test
  void everyPairHasItsWeight() {
    for (Geometry geometry : new Geometry[] {Geometry.cartesian(1), Geometry.cartesian(2), Geometry.periodic(50, 0),
        Geometry.greatCircle(60), Geometry.periodic(0, 50)}) {
      int dims = geometry.dimensions();
      Localization flat = Localization.of(geometry, random(dims * POINTS, 1, -40, 40), TaperLaw.GASPARI_COHN,
          Radius.support(dims == 1 ? 4 : 15));
      Localization high = flat.withVertical(random(POINTS, 3, 0, 10), TaperLaw.GASPARI_COHN, Radius.support(6));
      Localization timed = flat.withTime(0.5, TaperLaw.GASPARI_COHN, Radius.support(4));
      Localization all = high.withTime(0.5, TaperLaw.GASPARI_COHN, Radius.support(4));
      for (Localization one : new Localization[] {flat, high, timed, all,
          all.withCombination(Combination.DISTANCE), timed.withCombination(Combination.DISTANCE),
          all.withRadius("far", Radius.support(30)).withRadius("near", Radius.support(3))
              .withVerticalRadius("far", Radius.support(20)),
          all.withRadius("far", Radius.support(30)).withCombination(Combination.DISTANCE)}) {
        int found = check(one, dims);
        int fewer = check(one.withMost(1), dims);
        assertTrue(fewer < found, one.toString());
        check(one.withMost(3).withDropped(0.01), dims);
      }
    }
  }

  /** Places of a grid have many others at the same distance, of which the first ones are kept. */
  @Test
  void equalsAreKeptByTheirNumbers() {
    double[] grid = new double[2 * 49];
    for (int i = 0; i < 49; i++) {
      grid[2 * i] = i * 5 % 7;
      grid[2 * i + 1] = i / 7;
    }
    Localization localization = Localization.of(Geometry.cartesian(2), grid, TaperLaw.BOXCAR, Radius.length(2));
    for (int most = 1; most < 14; most++) {
      assertTrue(BruteForce.check(localization.withMost(most), 1, localization.places()) <= 49 * most);
    }
  }

  /** Tiles follow each other, hold at most 256 targets, and are the same whether they are held or found anew. */
  @Test
  void tilesHoldAllTargetsOnce() {
    for (int points : new int[] {1, 15, 16, 17, 255, 256, 257, 4096, 5000}) {
      Localization ring = Localization.ring(points, TaperLaw.BOXCAR, Radius.length(1));
      NeighbourSearch search = new NeighbourSearch(ring.geometry(), ring.scales(), ring.places(), 1, ring.places(),
          NeighbourSearch.Deciding.OTHERS, true);
      NeighbourLists held = new NeighbourLists(search, Workers.serial());
      NeighbourLists passing = NeighbourLists.passing(search);
      assertEquals(points, held.targets());
      assertEquals(held.tiles(), passing.tiles());
      NeighbourLists.Reader one = held.reader();
      NeighbourLists.Reader two = passing.reader();
      assertTrue(one.reads(held) && !one.reads(passing));
      int next = 0;
      for (int tile = 0; tile < held.tiles(); tile++) {
        Neighbours a = one.tile(tile);
        Neighbours b = two.tile(tile);
        assertSame(a, one.copy(tile));
        assertNotSame(b, two.copy(tile));
        assertEquals(next, a.first);
        assertEquals(next, b.first);
        assertTrue(a.targets <= 256 && (a.targets % 16 == 0 || tile == held.tiles() - 1));
        assertArrayEquals(a.index, Arrays.copyOf(b.index, b.total()));
        assertArrayEquals(a.start, Arrays.copyOf(b.start, b.targets + 1));
        assertArrayEquals(a.weight, Arrays.copyOf(b.weight, b.total()));
        next += a.targets;
      }
      assertEquals(points, next);
      // Some sixteen tiles, so that threads have something to share.
      assertTrue(held.tiles() <= 17 || points > 4000, points + " points in " + held.tiles() + " tiles");
      assertTrue(held.tiles() >= Math.min(16, points / 32), points + " points in " + held.tiles() + " tiles");
      int[] counts = new int[points];
      Arrays.fill(counts, Math.min(points, 3));
      assertArrayEquals(counts, held.counts(Workers.serial()));
    }
  }

  @Test
  void listsOfTargetsByHand() {
    Neighbours lists = new Neighbours();
    lists.begin(40, 3);
    lists.start[1] = 2;
    lists.start[2] = 2;
    lists.start[3] = 5;
    lists.reserve(0, 5);
    for (int q = 0; q < 5; q++) {
      lists.index[q] = 10 * q;
      lists.weight[q] = 0.1 * q;
    }
    assertEquals(2, lists.count(0));
    assertEquals(0, lists.count(1));
    assertEquals(3, lists.longest());
    assertEquals(5, lists.total());
    Neighbours more = lists.copy();
    assertArrayEquals(new int[] {0, 10, 20, 30, 40}, more.index);
    Neighbours both = new Neighbours();
    both.begin(40, 0);
    both.append(lists);
    both.append(more);
    assertEquals(6, both.targets);
    assertArrayEquals(new int[] {0, 2, 2, 5, 7, 7, 10}, Arrays.copyOf(both.start, 7));
    assertArrayEquals(new int[] {0, 10, 20, 30, 40, 0, 10, 20, 30, 40}, both.copy().index);
    assertArrayEquals(new double[] {0.1, 0.1}, new double[] {both.weight[1], both.weight[6]});
    assertEquals(40, both.copy().first);
    int room = lists.index.length;
    lists.reserve(room - 2, 2);
    assertEquals(room, lists.index.length);
    lists.reserve(room - 2, 3);
    assertTrue(lists.index.length > room && lists.weight.length == lists.index.length);
    assertEquals(40, lists.index[4]);
    assertEquals("Localization: points 40 to 42 have more than 2147483639 neighbours together; take a smaller radius, "
        + "a cap or fewer observations", assertThrows(IllegalArgumentException.class,
            () -> lists.reserve(2147483639, 1)).getMessage());
  }
}
