package org.isobit.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isobit.kernels.Accelerator;
import org.junit.jupiter.api.Test;

/** What isobit info says of a device. */
class CudaAcceleratorTest extends CudaTest {

  @Test
  void driverAndDevicesAreDescribed() {
    List<Accelerator> all = Accelerator.all();
    assertEquals(1, all.size());
    Accelerator cuda = all.getFirst();
    assertEquals("CUDA", cuda.name());
    assertNull(cuda.obstacle());
    List<String> lines = cuda.description();
    assertTrue(lines.getFirst().startsWith("driver of CUDA 1"), lines.toString());
    assertTrue(lines.get(1).contains(device.name()) && lines.get(1).contains("compute capability"), lines.toString());
  }

  @Test
  void stepsShareOneDevice() {
    Accelerator cuda = Accelerator.all().getFirst();
    try {
      assertSame(cuda.global(), Accelerator.all().getFirst().global());
      assertEquals(device.toString(), cuda.device());
      double[] c = new double[1];
      cuda.global().gram(false, 1, 2, new double[] {3.0, 4.0}, c);
      assertEquals(25.0, c[0]);
    } finally {
      CudaAccelerator.close();
    }
  }
}
