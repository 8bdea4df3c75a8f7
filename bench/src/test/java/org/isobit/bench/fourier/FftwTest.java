package org.isobit.bench.fourier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

/** A plan that FFTW does not make is refused, and not executed, which would end the process. */
class FftwTest {

  @Test
  void aLengthWithoutPlanIsRefused() {
    assumeTrue(Fftw.present());
    for (boolean real : new boolean[] {false, true}) {
      assertEquals("FFTW made no plan for n = 0",
          assertThrows(IllegalStateException.class, () -> new Fftw(real, 0, 1, new double[0])).getMessage());
    }
  }
}
