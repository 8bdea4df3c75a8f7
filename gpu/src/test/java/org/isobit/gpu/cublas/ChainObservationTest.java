package org.isobit.gpu.cublas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.isobit.gpu.CudaTest;
import org.isobit.gpu.StandIn;
import org.isobit.gpu.cublas.ChainObservation.Seen;
import org.isobit.gpu.cublas.ChainObservation.Shape;
import org.junit.jupiter.api.Test;

/** Equal bits are counted: all of them where a sum has one term, and some where the stand-in adds in its own order. */
class ChainObservationTest extends CudaTest {

  @Test
  void equalBitsAreCounted() {
    assumeTrue(CublasLibrary.obstacle() == null, CublasLibrary.obstacle());
    List<Seen> seen = ChainObservation.observe(device, List.of(new Shape(9, 8, 1), new Shape(12, 11, 40)));
    assertEquals("9x8x1: 72 of 72 elements have the bits of the chain; error at most "
        + String.format(java.util.Locale.ROOT, "%.3g", seen.getFirst().ratio()) + " of the bound",
        seen.getFirst().toString());
    Seen second = seen.get(1);
    assertEquals(132, second.elements());
    if (!StandIn.REAL) {
      assertTrue(second.equal() > 0 && second.equal() < 132, second.toString());
    }
    for (Seen one : seen) {
      assertTrue(one.ratio() > 0 && one.ratio() <= 1, one.toString());
    }
  }
}
