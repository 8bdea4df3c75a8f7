package org.isobit.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.isobit.gpu.cublas.CublasLibrary;
import org.isobit.gpu.ensemble.GlobalCuda;
import org.isobit.gpu.local.LocalCuda;
import org.isobit.gpu.network.NeuralCuda;
import org.isobit.kernels.device.Accelerator;
import org.isobit.kernels.device.GlobalAccelerator;
import org.isobit.kernels.device.LocalAccelerator;
import org.isobit.kernels.device.NeuralAccelerator;

/**
 * CUDA devices, for those who find them at run time. All steps of a JVM go to one device, which is opened when the
 * first one asks, and stays open; what they need of its memory is kept for the next. Thread-safe: steps of several
 * threads wait for each other.
 */
public final class CudaAccelerator implements Accelerator {

  /** What the JVM shares; guarded by the class. */
  private static Device device;
  private static GlobalCuda global;
  private static LocalCuda local;

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
          + Driver.capability(Driver.OLDEST_ARCHITECTURE) + " and newer");
      for (int i = 0; i < Driver.devices(); i++) {
        try (Device device = Device.open(i)) {
          lines.add(String.format(Locale.ROOT, "device %d: %s, compute capability %s, %d multiprocessors, %d MiB, of "
              + "which %d are free", i, device.name(), Driver.capability(device.architecture()),
              device.multiprocessors(), device.memory() >> 20, device.freeMemory() >> 20));
        } catch (DeviceException e) {
          lines.add("device " + i + ": " + e.getMessage());
        }
      }
      lines.add(CublasLibrary.description());
    }
    return lines;
  }

  @Override
  public String device() {
    return shared().toString();
  }

  @Override
  public GlobalAccelerator global() {
    synchronized (CudaAccelerator.class) {
      if (global == null) {
        global = new GlobalCuda(shared());
      }
      return global;
    }
  }

  @Override
  public LocalAccelerator local() {
    synchronized (CudaAccelerator.class) {
      if (local == null) {
        local = new LocalCuda(shared());
      }
      return local;
    }
  }

  @Override
  public NeuralAccelerator neural() {
    return new NeuralCuda(shared());
  }

  private static synchronized Device shared() {
    if (device == null) {
      device = Device.open();
    }
    return device;
  }

  /** Closes what the JVM shares; the next step opens it again. Nobody may be at it. */
  static synchronized void close() {
    Ending ending = new Ending().close(global).close(local).close(device);
    global = null;
    local = null;
    device = null;
    ending.finish();
  }
}
