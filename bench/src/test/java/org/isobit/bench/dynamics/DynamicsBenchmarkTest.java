package org.isobit.bench.dynamics;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.isobit.verify.Inputs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stages must change what they are given, or answers that are compared would be the inputs. */
class DynamicsBenchmarkTest {

  @ParameterizedTest
  @CsvSource({"stage, 1", "rungeKutta4, 6", "heun, 6", "euler, 6", "adjointStage, 6"})
  void stagesMoveEveryElement(String kernel, long seed) {
    DynamicsBenchmark benchmark = new DynamicsBenchmark();
    benchmark.kernel = kernel;
    benchmark.n = 40;
    benchmark.implementation = "reference";
    benchmark.prepare();
    benchmark.run();
    double[] before = new Inputs(seed).doubles(benchmark.n);
    for (int i = 0; i < benchmark.n; i++) {
      assertNotEquals(before[i], benchmark.output()[i], "element " + i);
    }
  }
}
