// Master of FloatOptimizerStateTest: the float version is generated from this file.
package org.isobit.models.learning.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.isobit.models.learning.Problems;
import org.junit.jupiter.api.Test;

/** Steps of gradient descent, worked out by hand. */
class OptimizerStateTest {

  @Test
  void stepsAreCountedAndMoveTheParameters() {
    OptimizerState state = new OptimizerState(Optimizer.sgd(0.5, 0.5), 2);
    double[] theta = {9, 1, 2};
    double[] gradient = {4, -8};
    state.step(0.5, theta, 1, gradient, 0);
    Problems.assertSameBits(new double[] {9, -1, 6}, theta, "the first step");
    state.step(0.25, theta, 1, gradient, 0);
    Problems.assertSameBits(new double[] {9, -2.5, 9}, theta, "velocities 6 and -12");
    assertEquals(2, state.steps());
  }
}
