package org.isobit.models.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOrder;
import org.isobit.models.assimilation.inflation.AdaptiveInflation;
import org.isobit.models.assimilation.local.LESTKF;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.assimilation.serial.EAKF;
import org.isobit.models.assimilation.serial.QCEFF;
import org.isobit.models.assimilation.serial.RHF;
import org.isobit.models.assimilation.serial.SerialEnSRF;
import org.junit.jupiter.api.Test;

/** What reports call filters: words, not names of constants. */
class FilterWordsTest {

  private static final Pattern CONSTANT =
      Pattern.compile("\\b(?!(EAKF|RHF|QCEFF|LETKF|LESTKF|ETKF)\\b)[A-Z]{2,}(_[A-Z0-9]+)*\\b");

  private static void words(Object described) {
    assertTrue(!CONSTANT.matcher(described.toString()).find(), described.toString());
  }

  @Test
  void filtersAreDescribedInWords() {
    for (TaperLaw taper : TaperLaw.values()) {
      for (Radius radius : List.of(Radius.dapper(2), Radius.support(3), Radius.length(1), Radius.halfWidth(2))) {
        try {
          Localization localization = Localization.ring(12, taper, radius);
          words(new LETKF(localization));
          words(new LESTKF(localization));
          words(new EAKF(localization));
          words(new RHF().withLocalization(localization));
          words(QCEFF.boundedRankHistogram(0, 1).withLocalization(localization));
          words(AdaptiveInflation.of(AdaptiveInflation.Method.ANDERSON_2009, localization));
        } catch (IllegalArgumentException e) {
          words(e.getMessage()); // a convention that the taper does not have
        }
      }
    }
    for (Inflation.Kind kind : Inflation.Kind.values()) {
      words(new LETKF(Localization.ring(12, TaperLaw.BOXCAR, Radius.length(1))).withInflation(Inflation.of(kind, 0.5)));
    }
    for (ObservationOrder order : ObservationOrder.values()) {
      words(new SerialEnSRF().withOrder(order));
    }
    assertEquals("SerialEnSRF[global, in the order given, no inflation]", new SerialEnSRF().toString());
    assertEquals("sorted by variance", ObservationOrder.SORTED_BY_VARIANCE.toString());
    assertEquals("shuffled", ObservationOrder.SHUFFLED.toString());
  }
}
