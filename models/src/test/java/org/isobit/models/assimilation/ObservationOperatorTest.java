package org.isobit.models.assimilation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Operators that are at hand, on ensembles with gaps, in both precisions. */
class ObservationOperatorTest {

  private static void says(String message, Executable bad) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, bad).getMessage());
  }

  /** Two members of three variables, from element 1 on, four apart. */
  private static final Ensemble STATES = Ensemble.of(new double[] {-9, 1, 2, 3, -9, 4, 5, 6, -9}, 1, 4, 2, 3);
  private static final FloatEnsemble FLOATS =
      FloatEnsemble.of(new float[] {-9, 1, 2, 3, -9, 4, 5, 6, -9}, 1, 4, 2, 3);

  private static void observes(ObservationOperator operator, double... expected) {
    double[] observed = new double[expected.length];
    operator.apply(STATES, observed);
    assertArrayEquals(expected, observed);
    java.util.Arrays.fill(observed, 0);
    operator.apply(FLOATS, observed);
    assertArrayEquals(expected, observed);
  }

  @Test
  void operatorsObserveMemberByMember() {
    observes(ObservationOperator.identity(), 1, 2, 3, 4, 5, 6);
    observes(ObservationOperator.indices(2, 0, 2, 1), 3, 1, 3, 2, 6, 4, 6, 5);
    observes(ObservationOperator.indices());
    observes(ObservationOperator.matrix(new double[] {1, 10, 100, 0, 0, 2}, 2, 3), 321, 6, 654, 12);
    observes(ObservationOperator.matrix(new double[0], 0, 3));
    // An operator without a form for floats sees them in double.
    observes((states, observed) -> {
      observed[0] = states.get(0, 1);
      observed[1] = states.get(1, 2);
    }, 2, 6);
    assertEquals("identity", ObservationOperator.identity().toString());
    assertEquals("indices[2]", ObservationOperator.indices(2, 0).toString());
    assertEquals("matrix[2 x 3]", ObservationOperator.matrix(new double[6], 2, 3).toString());
    assertEquals(4, IndexOperator.IDENTITY.variable(4));
    assertEquals(0, new IndexOperator(new int[] {2, 0}).variable(1));
  }

  /** A row of X·Hᵀ has the bits of the whole product, in floats as in doubles. */
  @Test
  void precisionDoesNotShow() {
    Random random = new Random(1);
    float[] floats = new float[5 * 37];
    double[] wide = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) random.nextGaussian();
      wide[i] = floats[i];
    }
    ObservationOperator operator = ObservationOperator.matrix(random.doubles(11 * 37, -1, 1).toArray(), 11, 37);
    double[] expected = new double[55];
    double[] observed = new double[55];
    operator.apply(Ensemble.of(wide, 5, 37), expected);
    operator.apply(FloatEnsemble.of(floats, 5, 37), observed);
    assertArrayEquals(expected, observed);
  }

  @Test
  void argumentsAreCopied() {
    int[] indices = {2, 0};
    double[] h = {1, 0, 0};
    ObservationOperator chosen = ObservationOperator.indices(indices);
    ObservationOperator matrix = ObservationOperator.matrix(h, 1, 3);
    indices[0] = 1;
    h[0] = 7;
    observes(chosen, 3, 1, 6, 4);
    observes(matrix, 1, 4);
  }

  @Test
  void whatDoesNotFitIsNamed() {
    says("ObservationOperator: index[1] is -1", () -> ObservationOperator.indices(0, -1));
    says("ObservationOperator: index[0] is 3, but a state has 3 variables",
        () -> ObservationOperator.indices(3).apply(STATES, new double[2]));
    says("ObservationOperator: it observes 1 variables, but there are 2 observations",
        () -> ObservationOperator.indices(0).apply(FLOATS, new double[4]));
    says("ObservationOperator: H is 2 x 3 but its array has 5 elements",
        () -> ObservationOperator.matrix(new double[5], 2, 3));
    says("ObservationOperator: H[1] is NaN",
        () -> ObservationOperator.matrix(new double[] {0, Double.NaN, 0}, 1, 3));
    says("ObservationOperator: count must not be negative, but is -1",
        () -> ObservationOperator.matrix(new double[0], -1, 3));
    says("ObservationOperator: size must be positive, but is 0", () -> ObservationOperator.matrix(new double[0], 3, 0));
    ObservationOperator two = ObservationOperator.matrix(new double[4], 2, 2);
    says("ObservationOperator: H has 2 columns, but a state has 3 variables", () -> two.apply(STATES, new double[4]));
    says("ObservationOperator: H has 2 columns, but a state has 3 variables", () -> two.apply(FLOATS, new double[4]));
    says("ObservationOperator: H has 2 rows, but there are 3 observations",
        () -> ObservationOperator.matrix(new double[6], 2, 3).apply(STATES, new double[6]));
  }

  @Test
  void ensemblesChangePrecisionInTheirShape() {
    Ensemble wide = Precision.widen(FLOATS);
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, wide.values());
    FloatEnsemble round = Precision.round(Ensemble.of(new double[] {-9, 1 + 1e-9, 2, 3, -9, 4, 5, 6, -9}, 1, 4, 2, 3));
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, round.values());
    Ensemble spaced = Ensemble.of(new double[] {-9, 0, 0, 0, -9, 0, 0, 0, -9}, 1, 4, 2, 3);
    Precision.widen(round, spaced);
    assertArrayEquals(STATES.values(), spaced.values());
    FloatEnsemble gaps = FloatEnsemble.of(new float[] {-9, 0, 0, 0, -9, 0, 0, 0, -9}, 1, 4, 2, 3);
    Precision.round(STATES, gaps);
    assertArrayEquals(FLOATS.values(), gaps.values());
    says("Precision: FloatEnsemble[2 members x 3] does not fit Ensemble[3 members x 3]",
        () -> Precision.widen(FLOATS, Ensemble.allocate(3, 3)));
    says("Precision: FloatEnsemble[2 members x 3] does not fit Ensemble[2 members x 2]",
        () -> Precision.widen(FLOATS, Ensemble.allocate(2, 2)));
    says("Precision: Ensemble[2 members x 3] does not fit FloatEnsemble[2 members x 4]",
        () -> Precision.round(STATES, FloatEnsemble.allocate(2, 4)));
  }
}
