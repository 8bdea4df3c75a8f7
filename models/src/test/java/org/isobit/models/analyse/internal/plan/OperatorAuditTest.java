package org.isobit.models.analyse.internal.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.isobit.kernels.random.Philox;
import org.isobit.models.analyse.internal.observation.ObservationNetwork;
import org.isobit.models.analyse.internal.source.UsableMembers;
import org.isobit.models.analyse.internal.transform.FieldTransform;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators computed again within the process: what is right passes, what is planted is found and named. */
class OperatorAuditTest {

  private static final int MEMBERS = AuditCase.MEMBERS;
  private static final int NY = AuditCase.NY;
  private static final int NX = AuditCase.NX;

  @TempDir
  Path folder;

  @BeforeEach
  void write() throws IOException {
    AuditCase.write(folder);
  }

  /** What an operator gives, changed. */
  private interface Fault {
    void change(double[] observed, int members, int count);
  }

  /** How observations are audited, with a fault between the operator and the filter; null if nothing was noticed. */
  private String operatorAudit(Fault fault, double share, long seed, String... overrides) throws IOException {
    AnalysisPlan plan = AnalysisPlan.read(Settings.read(folder.resolve("config.yaml"), List.of(overrides)), null,
        new Audit.Draw(share, seed));
    UsableMembers forecast = UsableMembers.read(plan.source(), plan.layout(), plan.blowUp(), plan.minimum());
    ObservationNetwork[] seen = new ObservationNetwork[1];
    Assimilation.Watch watch = new Assimilation.Watch() {
      @Override
      public ObservationNetwork before(Ensemble ensemble, ObservationNetwork network, FieldTransform[] transforms) {
        ObservationOperator operator = network.observations().operator();
        int count = network.observations().count();
        ObservationNetwork faulty = network.with((states, observed) -> {
          operator.apply(states, observed);
          fault.change(observed, states.members(), count);
        });
        OperatorAudit audit = new OperatorAudit(plan.layout(), faulty, transforms, plan.audit(), plan.cycle());
        seen[0] = network.with(audit.watched());
        return seen[0];
      }

      @Override
      public void after(Ensemble analysis) {
        // nothing to compare
      }
    };
    try {
      plan.assimilation().run(forecast.ensemble(), plan.tables(), null, java.util.Collections.nCopies(MEMBERS, ""),
          Cycle.of(1, 0), plan.method().start(forecast.ensemble().size()), watch);
      return null;
    } catch (AuditException e) {
      return e.getMessage();
    }
  }

  private static final List<Fault> FAULTS = List.of(
      (y, members, count) -> scale(y, 1.001),
      (y, members, count) -> y[3 * count + 7] = -y[3 * count + 7],
      (y, members, count) -> System.arraycopy(y.clone(), 0, y, 1, y.length - 1), // one observation further
      (y, members, count) -> System.arraycopy(y.clone(), 0, y, count, y.length - count), // one member further
      (y, members, count) -> y[0] += 1e-9);

  private static void scale(double[] y, double factor) {
    for (int i = 0; i < y.length; i++) {
      y[i] *= factor;
    }
  }

  /** Nothing of a filter sees that all it is told of the ensemble is wrong; the audit of operators does. */
  @Test
  void faultsOfOperatorsAreFound() throws IOException {
    for (String method : List.of("{filter: etkf}", "{filter: lestkf, precision: float, localization: {taper: gaussian, "
        + "radius: 2, convention: length}}", "{filter: letkf, adaptive-inflation: {method: miyoshi-2011, initial: 1.1},"
            + " localization: {taper: gaussian, radius: 2, convention: length}}")) {
      for (String operator : List.of("linear", "nearest")) {
        String[] settings = {"method=" + method, "observations.operator=" + operator};
        assertEquals(null, operatorAudit((y, members, count) -> { }, 1, 1, settings), method);
        for (Fault fault : FAULTS) {
          String message = operatorAudit(fault, 1, 1, settings);
          assertTrue(message != null && message.startsWith("audit: the operator of " + folder.resolve("o.csv") + ":")
              && message.contains(" for member ") && message.contains(" computed again: a fault of"), message);
        }
      }
    }
    String message = operatorAudit((y, members, count) -> y[2 * count + 9] = 1.5, 1, 1);
    assertTrue(message.contains("(x = 9.3, y = 1.1) gives 1.5 for member 2, but "), message);
  }

  /** Which observations are looked at is a matter of the seed: some of them, others with another seed, at least one. */
  @Test
  void theSeedSaysWhichObservations() throws IOException {
    Set<String> met = new TreeSet<>();
    for (long seed = 0; seed < 12; seed++) {
      Set<Integer> found = new TreeSet<>();
      for (int j = 0; j < 30; j++) {
        int which = j;
        Fault one = (y, members, count) -> y[which] += 1;
        if (operatorAudit(one, 0.2, seed) != null) {
          found.add(j);
          assertTrue(operatorAudit(one, 0.2, seed) != null);
        }
      }
      assertTrue(!found.isEmpty() && found.size() < 16, found.toString());
      met.add(found.toString());
    }
    assertTrue(met.size() > 10, met.toString());
    assertTrue(operatorAudit((y, members, count) -> scale(y, 2), 1e-9, 3) != null, "at least one is looked at");
  }

  /** Every operator and every transform passes, from places on points to places between, in double and float. */
  @Test
  void operatorsThatAreRightPass() throws IOException {
    double[] positive = new double[MEMBERS * NY * NX];
    Philox.gaussian(7, 5, 0, positive.length, positive, 0);
    for (int i = 0; i < positive.length; i++) {
      positive[i] = 1 / (1 + Math.exp(-positive[i]));
    }
    NpyFile.write(folder.resolve("e.npy"), positive, MEMBERS, NY, NX);
    Files.writeString(folder.resolve("o.csv"), Files.readString(folder.resolve("o.csv"))
        .replaceAll("(?m)^([^,x]*,[^,]*),[^,]*",
        "$1,0.4"));
    for (String transform : List.of("{}", "{state: {kind: log, lower: -0.5}}", "{state: {kind: log10, lower: -0.5}}",
        "{state: {kind: logit, lower: -5, upper: 1}}",
        "{state: {kind: anamorphosis, lower: 0, upper: 1, knots: 21}}")) {
      for (String space : List.of("physical", "transformed")) {
        for (String operator : List.of("linear", "nearest")) {
          for (String method : List.of("{filter: etkf, inflation: {kind: prior-anomalies, factor: 1.3}}",
              "{filter: letkf, precision: float, localization: {taper: gaussian, radius: 2, convention: length}}")) {
            String[] settings = {"transforms=" + transform, "observations.operator=" + operator,
                "observations.space=" + space,
                "method=" + method, "observations.duplicates=merge"};
            assertEquals(null, operatorAudit((y, members, count) -> { }, 1, 1, settings), String.join(" ", settings));
            assertTrue(operatorAudit((y, members, count) -> y[4 * count + 3] *= 1 + 1e-6, 1, 1, settings) != null,
                String.join(" ", settings));
          }
        }
      }
    }
  }
}
