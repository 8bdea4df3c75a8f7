package org.isobit.models.assimilation.inflation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import org.isobit.kernels.device.DeviceUse;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.inflation.AdaptiveInflation.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * Ranges of adaptive inflation's settings, which include their ends, what its field keeps, and whose arrays it uses.
 */
class AdaptiveSettingsTest {

  private static final AdaptiveInflation USUAL = AdaptiveInflation.of(Method.ANDERSON_2009, null);

  private static void refused(Executable bad) {
    assertThrows(IllegalArgumentException.class, bad);
  }

  @Test
  void rangesIncludeTheirEnds() {
    assertEquals(1, USUAL.withBounds(1, 1).ended(7));
    assertEquals(7, USUAL.withBounds(Double.MIN_VALUE, Double.MAX_VALUE).ended(7));
    assertEquals(2, USUAL.withBounds(0.5, 2).withInitial(2).start(1).factor(0));
    assertEquals(0.5, USUAL.withBounds(0.5, 2).withInitial(0.5).start(1).factor(0));
    assertEquals(0, USUAL.withDeviation(0.3, 0).lowestDeviation());
    assertEquals(0.3, USUAL.withDeviation(0.3, 0.3).lowestDeviation());
    assertEquals(Double.MAX_VALUE, USUAL.withDeviation(Double.MAX_VALUE, 1).start(1).deviation(0));
    assertEquals(7, USUAL.withDamping(1).ended(7));
    assertEquals(1, USUAL.withDamping(0).ended(7));
    refused(() -> USUAL.withBounds(0, 1));
    refused(() -> USUAL.withBounds(1, Double.POSITIVE_INFINITY));
    refused(() -> USUAL.withBounds(1, Double.NaN));
    refused(() -> USUAL.withBounds(1, 2).withInitial(Math.nextUp(2.0)));
    refused(() -> USUAL.withDeviation(0, 0));
    refused(() -> USUAL.withDeviation(0.3, -Double.MIN_VALUE));
    refused(() -> USUAL.withDeviation(Double.POSITIVE_INFINITY, 1));
    refused(() -> USUAL.withDamping(-Double.MIN_VALUE));
    assertThrows(NullPointerException.class, () -> AdaptiveInflation.of(null, null));
  }

  /** DART's usual deviation is 0.6, Miyoshi's (2011) 0.04, and it is kept. */
  @Test
  void methodsHaveNamesAndUsualDeviations() {
    assertEquals("anderson-2009", Method.ANDERSON_2009.label());
    assertEquals("miyoshi-2011", Method.MIYOSHI_2011.label());
    assertEquals(0.6, Method.ANDERSON_2009.usualDeviation());
    assertEquals(0.04, Method.MIYOSHI_2011.usualDeviation());
    for (Method method : Method.values()) {
      assertSame(method, Method.of(method.label()));
      AdaptiveInflation usual = AdaptiveInflation.of(method, null);
      assertSame(method, usual.method());
      assertEquals(method.usualDeviation(), usual.lowestDeviation());
      assertEquals(method.usualDeviation(), usual.start(3).deviation(2));
      assertEquals(1, usual.start(3).factor(2));
    }
  }

  @Test
  void aFieldKeepsFactorsAndDeviations() {
    double[] state = {1.5, Double.MAX_VALUE, 0, 0.25};
    InflationField field = InflationField.of(state);
    state[0] = 9;
    assertEquals(2, field.size());
    assertEquals(1.5, field.factor(0));
    assertEquals(0, field.deviation(0));
    assertEquals(0.25, field.deviation(1));
    assertArrayEquals(new double[] {1.5, Double.MAX_VALUE, 0, 0.25}, field.toArray());
    field.toArray()[0] = 9;
    assertEquals(1.5, field.factor(0));
    assertEquals(Double.MAX_VALUE, InflationField.of(new double[] {1, Double.MAX_VALUE}).deviation(0));
    assertArrayEquals(new double[] {2, 2, 2, 0.5, 0.5, 0.5}, InflationField.uniform(3, 2, 0.5).toArray());
    refused(() -> InflationField.of(new double[0]));
    refused(() -> InflationField.of(new double[] {Double.POSITIVE_INFINITY, 1}));
    refused(() -> InflationField.of(new double[] {1, -Double.MIN_VALUE}));
    refused(() -> InflationField.of(new double[] {1, Double.POSITIVE_INFINITY}));
    assertEquals("InflationField: size must be positive, but is 0",
        assertThrows(IllegalArgumentException.class, () -> InflationField.uniform(0, 1, 1)).getMessage());
    // The second deviation counts as the second's.
    assertEquals("InflationField: deviation[1] must be finite and not negative, but is NaN", assertThrows(
        IllegalArgumentException.class, () -> InflationField.of(new double[] {1, 1, 1, Double.NaN})).getMessage());
  }

  /** The caller's arrays are used, and so one analysis at a time; what has no device is noted. */
  @Test
  void theFilterUsesTheCyclesWorkspaceAndRecord() {
    Cases c = new Cases(4, 3, 0, 1);
    Observations y = c.direct(new int[] {1}, 1, 0.5);
    DeviceUse use = new DeviceUse(sentence -> { });
    Workspace workspace = new Workspace();
    AdaptiveFilter filter = new AdaptiveFilter(new ETKF(), USUAL, USUAL.start(3));
    filter.analyse(c.forecast(), y, Cycle.of(1, 1).with(workspace).with(use));
    assertEquals(Set.of("adaptive inflation", "ETKF: matrix of observed anomalies", "ETKF: transform of members"),
        use.places().keySet());
    workspace.acquire();
    assertThrows(IllegalStateException.class, () -> filter.analyse(c.forecast(), y, Cycle.of(1, 1).with(workspace)));
    filter.analyse(c.forecast(), y, Cycle.of(1, 1));
  }
}
