package org.isobit.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.isobit.kernels.Accelerator;

/** CUDA devices, for those who find them at run time. Thread-safe. */
public final class CudaAccelerator implements Accelerator {

  /** Made by the service loader. */
  public CudaAccelerator() {}

  @Override
  public String name() {
    return "CUDA";
  }

  @Override
  public String obstacle() {
    return Driver.obstacle();
  }

  @Override
  public List<String> description() {
    List<String> lines = new ArrayList<>();
    if (obstacle() == null) {
      lines.add("driver of CUDA " + Driver.dotted(Driver.version()) + "; kernels are PTX 8.0 for compute capability "
          + Driver.OLDEST_ARCHITECTURE / 10 + "." + Driver.OLDEST_ARCHITECTURE % 10 + " and newer");
      for (int i = 0; i < Driver.devices(); i++) {
        try (Device device = Device.open(i)) {
          lines.add(String.format(Locale.ROOT, "device %d: %s, compute capability %d.%d, %d multiprocessors, %d MiB, of "
              + "which %d are free", i, device.name(), device.architecture() / 10, device.architecture() % 10,
              device.multiprocessors(), device.memory() >> 20, device.freeMemory() >> 20));
        } catch (DeviceException e) {
          lines.add("device " + i + ": " + e.getMessage());
        }
      }
    }
    return lines;
  }
}
