package org.isobit.verify.assimilation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weights with DAPPER's radius 4 against its own tables. */
class PublishedTaperTest {

  @ParameterizedTest
  @CsvSource({"GC, GASPARI_COHN", "Gauss, GAUSSIAN", "Exp, CUBIC_EXPONENTIAL", "Cubic, TRICUBE", "Quadro, QUARTIC",
      "Step, BOXCAR"})
  void weights(String name, TaperLaw taper) {
    DapperData.Matrix table = DapperData.read("taper_" + name + "_rad4");
    Localization localization = Localization.ring(40, taper, Radius.dapper(4));
    for (int r = 0; r < table.rows(); r++) {
      double[] row = table.row(r);
      assertEquals(row[1], localization.weight(row[0]), 4e-15, name + " at " + row[0]);
    }
  }
}
