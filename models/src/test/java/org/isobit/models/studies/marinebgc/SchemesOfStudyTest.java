package org.isobit.models.studies.marinebgc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.isobit.kernels.Workers;
import org.isobit.models.dynamics.column.ColumnEnsemble;
import org.isobit.models.dynamics.column.Site;
import org.isobit.models.studies.RunStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What schemes do to a forecast, and what they are made of. */
class SchemesOfStudyTest {

  private static final MarineSettings QUICK = MarineSettings.QUICK;
  private static final Setting BASE = Setting.base(EcosystemKind.NPZD, 2);

  private static Results results(Path folder, Contender... contenders) throws IOException {
    List<StudyPlan.Case> cases = new ArrayList<>();
    for (Contender contender : contenders) {
      cases.add(new StudyPlan.Case(contender, Site.L4));
    }
    try (RunStore<RunScores> store = MarineBgcStudy.store(folder, QUICK)) {
      return new MarineBgcStudy(QUICK, 3, 1, store, Workers.serial())
          .run(List.of(new StudyPlan("test", "test", "", s -> "", List.of(BASE), cases)));
    }
  }

  @Test
  void theUnivariateSchemeLeavesOtherFieldsAlone(@TempDir Path folder) throws IOException {
    Results results = results(folder, Contender.FREE, Contender.RUS, Contender.OI_UNDAMPED);
    Results.Cell rus = results.cell(BASE, Contender.RUS, Site.L4);
    assertEquals(0.0, rus.others());
    assertEquals(0.0, rus.increments()[0][0]);
    assertTrue(rus.increments()[1][0] > 0.01, "phytoplankton is updated");
    assertTrue(results.cell(BASE, Contender.OI_UNDAMPED, Site.L4).others() > 0.0);
    // Ratios are quotients of root mean square errors.
    double[][] own = rus.forecast()[0];
    double[][] free = results.cell(BASE, Contender.FREE, Site.L4).forecast()[0];
    assertEquals(Math.sqrt((own[0][1] + own[1][1] + own[2][1]) / (free[0][1] + free[1][1] + free[2][1])),
        results.ratio(BASE, Contender.RUS, Site.L4, 1).value(), 1e-14);
  }

  /** One observation at a time: both square roots are the same. */
  @Test
  void bothEnsembleFiltersAreOne(@TempDir Path folder) throws IOException {
    Results results = results(folder, Contender.FREE, Contender.ENSRF, Contender.ETKF);
    double[][] serial = results.cell(BASE, Contender.ENSRF, Site.L4).forecast()[0];
    double[][] transform = results.cell(BASE, Contender.ETKF, Site.L4).forecast()[0];
    for (int t = 0; t < 3; t++) {
      for (int p = 0; p < 4; p++) {
        assertEquals(1.0, transform[t][p] / serial[t][p], 1e-9);
      }
    }
  }

  /** Spread and correlations by a second way: mean of products less products of means. */
  @Test
  void theClimatologyIsThatOfItsMembers() {
    Climatology climatology = Climatology.run(QUICK, BASE, Site.L4, Sampling.USUAL);
    int size = 40;
    int members = QUICK.climatologyMembers();
    double[][] sums = new double[3][size];
    for (double[] x : climatology.states()) {
      for (int i = 0; i < size; i++) {
        double a = 0;
        double c = 0;
        double aa = 0;
        double ac = 0;
        double cc = 0;
        for (int m = 0; m < members; m++) {
          double xi = x[m * size + i] - x[i];
          double xc = x[m * size + 10] - x[10];
          a += xi / members;
          c += xc / members;
          aa += xi * xi / members;
          ac += xi * xc / members;
          cc += xc * xc / members;
        }
        sums[0][i] += (aa - a * a) * members / (members - 1);
        sums[1][i] += (ac - a * c) * members / (members - 1);
        sums[2][i] += (cc - c * c) * members / (members - 1);
      }
    }
    int days = climatology.days().size();
    assertEquals(days, climatology.daily().size());
    assertEquals(12, days);
    for (int i = 0; i < size; i++) {
      assertEquals(Math.sqrt(sums[0][i] / days), climatology.spread()[i], 1e-9);
      assertEquals(sums[1][i] / Math.sqrt(sums[0][i] * sums[2][i]), climatology.correlation()[i], 1e-7);
    }
    assertEquals(1.0, climatology.correlation()[10], 1e-15);
  }

  @Test
  void statesAreLogarithmsAndComeBack() {
    ColumnEnsemble columns = new ColumnEnsemble(QUICK.model(EcosystemKind.FASHAM, Site.OFF), 3);
    double[] c = new double[columns.model().size()];
    for (int i = 0; i < c.length; i++) {
      c[i] = i == 0 ? 0.0 : 0.01 * i;
    }
    columns.set(1, c, 0);
    double[] x = new double[3 * c.length];
    LogState.read(columns, x);
    assertEquals(LogState.LOWEST, x[c.length], 1e-13);
    for (int i = 1; i < c.length; i++) {
      assertEquals(Math.log10(c[i]), x[c.length + i], 1e-13);
    }
    x[5] = 4.0;
    x[6] = -11.0;
    x[7] = Double.NaN;
    assertEquals(2, LogState.bound(x));
    assertTrue(Double.isNaN(x[7]) && LogState.notFinite(x, 7, 1) && !LogState.notFinite(x, 8, 3));
    x[7] = 0.0;
    LogState.write(x, columns);
    double[] back = new double[c.length];
    columns.get(1, back, 0);
    for (int i = 1; i < c.length; i++) {
      assertEquals(c[i], back[i], 1e-12 * c[i]);
    }
    columns.get(0, back, 0);
    assertEquals(1000.0, back[5], 1e-9);
    assertEquals(1e-10, back[6], 1e-20);
  }

  /** Errors of a day do not depend on how often there are observations, and truths not on how many there are. */
  @Test
  void truthsAreFunctionsOfTheirNumbers() {
    Truths all = Truths.run(QUICK, BASE, Site.MID, TruthSet.TEST, 0, 3);
    Truths last = Truths.run(QUICK, BASE, Site.MID, TruthSet.TEST, 2, 3);
    int size = 40;
    for (int i = 0; i < size; i++) {
      assertEquals(all.day(50)[2 * size + i], last.day(50)[i]);
    }
    assertEquals(all.observation(2, 20, 10, 0.13), last.observation(0, 20, 10, 0.13));
    double error = all.observation(2, 20, 10, 0.13) - all.day(20)[2 * size + 10];
    assertEquals(2 * error, all.observation(2, 20, 10, 0.26) - all.day(20)[2 * size + 10], 1e-12);
    assertTrue(all.day(50)[0] != all.day(50)[size]);
  }

  @Test
  void noStreamIsUsedTwice() {
    Set<Long> streams = new HashSet<>();
    for (TruthSet set : TruthSet.values()) {
      for (TruthSet.Purpose purpose : TruthSet.Purpose.values()) {
        for (Site site : Site.ALL) {
          for (int truth = 0; truth < 3; truth++) {
            for (int member = 0; member < 3; member++) {
              assertTrue(streams.add(set.stream(purpose, site, truth, member)));
            }
          }
        }
      }
    }
    assertTrue(streams.stream().allMatch(stream -> stream >>> 56 >= 0x40));
  }

  @Test
  void samplingsTakeTheirSeason() {
    assertTrue(Sampling.WINTER.takes(300) && Sampling.WINTER.takes(10) && !Sampling.WINTER.takes(105));
    assertTrue(Sampling.SUMMER.takes(105) && !Sampling.SUMMER.takes(275) && Sampling.BLOOM.takes(120));
    Increments all = new Increments(new double[] {10, 120, 300}, new double[] {1, 2, 3, 4, 5, 6},
        new double[] {7, 8, 9}, new double[] {0, 1, 2, 3, 4, 5});
    Increments summer = all.on(Sampling.SUMMER);
    assertEquals(1, summer.count());
    assertEquals(3.0, summer.states()[0]);
    assertEquals(8.0, summer.innovations()[0]);
    assertEquals(3.0, summer.increments()[1]);
    assertEquals(6, Increments.of(List.of(all, all)).count());
  }
}
