package org.isobit.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.List;
import org.isobit.gpu.cublas.CublasLibrary;
import org.isobit.gpu.cublas.CublasStandIn;
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
    assertEquals(1 + Driver.devices() + 1, lines.size(), lines.toString());
    assertEquals("driver of CUDA " + Driver.dotted(Driver.version())
        + "; kernels are PTX 8.0 for compute capability 8.0 and newer", lines.getFirst());
    assertTrue(lines.get(1).startsWith("device 0: " + device.name() + ", compute capability "), lines.toString());
    assertEquals(CublasLibrary.description(), lines.getLast());
  }

  @Test
  void everyDeviceHasALine() {
    assumeFalse(StandIn.REAL);
    StandIn.capacity(1L << 30);
    StandIn.devices(3, 9, 7, 8);
    try (DeviceArray x = device.doubles(3 << 17)) {
      assertEquals(List.of("driver of CUDA 12.6; kernels are PTX 8.0 for compute capability 8.0 and newer",
          "device 0: Isobit stand-in device, compute capability 9.0, 4 multiprocessors, 1024 MiB, of which 1021 are "
          + "free",
          "device 1: CUDA device 1 (Isobit stand-in device) has compute capability 7.0 and is too old: it must have "
              + "8.0 or more",
          "device 2: Isobit stand-in device, compute capability 8.0, 4 multiprocessors, 1024 MiB, of which 1021 are "
          + "free",
          "cuBLAS 12.4.7 (" + CublasStandIn.library(12) + "), class BOUNDED, used only when asked for by name"),
          Accelerator.all().getFirst().description());
      assertEquals(3 << 17, x.length());
    } finally {
      StandIn.devices(1);
    }
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
