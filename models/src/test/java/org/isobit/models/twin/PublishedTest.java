package org.isobit.models.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.isobit.kernels.Workers;
import java.util.Map;
import org.isobit.models.scores.Estimate;
import org.junit.jupiter.api.Test;

class PublishedTest {

  private static final double NONE = Double.NaN;

  @Test
  void aLongRunCountsWithBothErrors() {
    Published published = new Published(0.24, 2, false, 0.2373, 0.0018, true);
    double allowed = 3.0 * Math.hypot(0.0018, 0.001);
    assertEquals(allowed, published.tolerance(new Estimate(0.2, 0.001)), 1e-15);
    assertTrue(published.holds(new Estimate(0.2373 + 0.99 * allowed, 0.001)));
    assertFalse(published.holds(new Estimate(0.2373 + 1.01 * allowed, 0.001)));
    assertFalse(published.holds(new Estimate(0.2373 - 1.01 * allowed, 0.001)));
    assertFalse(published.holds(new Estimate(NONE, NONE)));
  }

  @Test
  void aPublishedNumberCountsToHalfItsLastDigit() {
    Published published = new Published(0.2, 2, false, NONE, NONE, true);
    assertTrue(published.holds(new Estimate(0.2079, 0.001)));
    assertFalse(published.holds(new Estimate(0.2081, 0.001)));
    assertTrue(new Published(0.2, 1, false, NONE, NONE, true).holds(new Estimate(0.2529, 0.001)));
    assertTrue(new Published(0.2, 2, true, NONE, NONE, true).holds(new Estimate(0.2119, 0.001)));
    assertFalse(new Published(0.2, 2, true, NONE, NONE, true).holds(new Estimate(0.2121, 0.001)));
    assertFalse(new Published(NONE, 0, false, NONE, NONE, true).holds(new Estimate(0.2, 0.001)));
    assertFalse(new Published(0.2, 2, false, NONE, NONE, true).holds(new Estimate(0.2, NONE)));
  }

  @Test
  void anUpperBoundCountsWithoutErrors() {
    Published bound = new Published(0.1, 2, false, 0.2, 0.01, true, true, true, Map.of());
    assertEquals(0.1, bound.expected());
    assertTrue(bound.holds(new Estimate(0.0999, 0.05)));
    assertFalse(bound.holds(new Estimate(0.1, 0.05)));
    assertFalse(bound.holds(new Estimate(NONE, NONE)));
    assertEquals(0.0, bound.off(new Estimate(0.03, 0.001)));
    assertEquals(0.02, bound.off(new Estimate(0.12, 0.001)), 1e-15);
    assertEquals(0.0, bound.tolerance(new Estimate(0.12, 0.001)));
  }

  @Test
  void decimalsAreThoseOfTheShortestNumber() {
    assertEquals(3, Published.decimals(0.217));
    assertEquals(1, Published.decimals(7.6));
    assertEquals(0, Published.decimals(3.0));
    assertEquals(0, Published.decimals(NONE));
  }

  @Test
  void aTableShowsAllPublishedDigits() {
    Experiment e = Experiments.named("L96-S08", "cycles=4", "burn-in=0", "methods=[{filter: etkf, members: 5, "
        + "published: {rmse: 0.217}}, {filter: enks, lag: 2, members: 5, published: {rmse: 0.1, decimals: 2, "
        + "below: true, smoothed: true}}, {filter: denkf, members: 5, published: {rmse: 0.2, decimals: 2}}]");
    String table = TwinTable.of(TwinRun.run(e, Workers.serial(), ProgressListener.NONE), StandardCharsets.UTF_8);
    assertTrue(table.contains("0.217 ") && table.contains("< 0.10 smoothed ") && table.contains("0.20 "), table);
    assertEquals(e, ExperimentYaml.read("again", ExperimentYaml.write(e), java.util.List.of()));
  }
}
