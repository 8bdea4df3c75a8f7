package org.isobit.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.List;
import org.isobit.gpu.convolution.ConvolutionCuda;
import org.isobit.gpu.ensemble.GlobalCuda;
import org.isobit.gpu.network.NetworkCuda;
import org.isobit.gpu.normalization.LayerNormCuda;
import org.isobit.gpu.pooling.PoolingCuda;
import org.isobit.gpu.rotary.RotaryTableCuda;
import org.isobit.kernels.convolution.ConvolutionShape;
import org.isobit.kernels.device.network.DeviceNetwork;
import org.isobit.kernels.device.network.NetworkProgram;
import org.isobit.kernels.device.network.NeuralStage;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.DenseLayer;
import org.isobit.kernels.pooling.PoolingShape;
import org.isobit.kernels.rotary.RotaryPairing;
import org.isobit.kernels.rotary.RotaryTable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What fails half-way, made or ended, leaves nothing behind. */
class HalfWayTest extends CudaTest {

  @BeforeAll
  static void onTheStandIn() {
    assumeFalse(StandIn.REAL);
  }

  /** Lets a call fail because a function of the driver does; returns what it threw. */
  private static DeviceException failing(String function, long after, Runnable call) {
    StandIn.fail(function, after);
    DeviceException e = assertThrows(DeviceException.class, call::run);
    assertEquals(999, e.code());
    assertEquals(function + " fails, as a test wants it", StandIn.message());
    StandIn.recover();
    return e;
  }

  @Test
  void streamsThatAreNotMadeLeaveNothing() {
    long before = StandIn.live();
    failing("cuStreamCreate", 0, device::stream);
    failing("cuEventCreate", 0, device::stream);
    assertEquals(before, StandIn.live());
  }

  @Test
  void buffersThatAreNotMadeLeaveNothing() {
    try (DeviceArray x = device.doubles(1)) {
      long before = StandIn.live();
      for (int after = 0; after < 2; after++) {
        failing("cuMemHostAlloc", after, () -> x.copyFrom(new double[1], stream));
        assertEquals(before, StandIn.live());
        failing("cuEventCreate", after, () -> x.copyFrom(new double[1], stream));
        assertEquals(before, StandIn.live());
      }
      double[] back = new double[1];
      x.copyFrom(new double[] {3.0}, stream);
      x.copyTo(back, stream);
      assertEquals(3.0, back[0]);
    }
  }

  @Test
  void streamsEndWhole() {
    long before = StandIn.live();
    for (String function : new String[] {"cuEventDestroy_v2", "cuMemFreeHost", "cuStreamDestroy_v2",
        "cuStreamSynchronize"}) {
      Stream other = device.stream();
      try (DeviceArray x = device.doubles(1)) {
        x.copyFrom(new double[1], other);
      }
      DeviceException e = failing(function, 0, other::close);
      assertEquals(function.equals("cuEventDestroy_v2") ? 2 : function.equals("cuMemFreeHost") ? 1 : 0,
          e.getSuppressed().length);
      assertEquals(before, StandIn.live(), function);
      other.close();
    }
  }

  @Test
  void devicesEndWhole() {
    long before = StandIn.live();
    Device other = Device.open();
    other.module("planted");
    other.module("reduce");
    DeviceException e = failing("cuModuleUnload", 0, other::close);
    assertTrue(e.getMessage().contains("planted"), e.getMessage());
    assertTrue(e.getSuppressed()[0].getMessage().contains("reduce"), e.getSuppressed()[0].getMessage());
    assertEquals(before, StandIn.live());
    other.close();
    Device third = Device.open();
    third.module("planted");
    failing("cuDevicePrimaryCtxRelease_v2", 0, third::close);
    assertEquals(before, StandIn.live());
  }

  @Test
  void whatUsesSeveralStreamsEndsWhole() {
    device.module("gemm");
    device.module("ensemble");
    device.module("neural");
    long before = StandIn.live();
    failing("cuEventCreate", 1, () -> new StreamTimer(stream));
    failing("cuModuleGetFunction", 0, () -> new GlobalCuda(device));
    failing("cuStreamCreate", 1, () -> new GlobalCuda(device));
    assertEquals(before, StandIn.live());
    StreamTimer timer = new StreamTimer(stream);
    assertEquals(1, failing("cuEventDestroy_v2", 0, timer::close).getSuppressed().length);
    assertThrows(IllegalStateException.class, timer::start);
    assertThrows(IllegalStateException.class, timer::seconds);
    GlobalCuda global = new GlobalCuda(device);
    double[] x = new double[4];
    global.transform(2, 2, x, x, x.clone(), x.clone(), true, x.clone());
    global.gram(false, 2, 2, x, x.clone());
    failing("cuMemFree_v2", 0, global::close);
    assertEquals(before, StandIn.live());
    NeuralStage layer = new NeuralStage.Dense(DenseLayer.of(2, 2, Activation.TANH), 1, 0, -1);
    DeviceNetwork network = new NetworkCuda(device, NetworkProgram.chain(List.of(layer)), new double[4]);
    network.forward(1, x, 0, x.clone(), 0);
    assertEquals(1, failing("cuMemFree_v2", 0, network::close).getSuppressed().length);
    assertEquals(before, StandIn.live());
  }

  @Test
  void kernelsThatAreNotLoadedOrLaunchedLeaveNothing() {
    device.module("convolution");
    device.module("pooling");
    try (DeviceArray x = device.doubles(64)) {
      long before = StandIn.live();
      failing("cuModuleGetFunction", 0, () -> new ConvolutionCuda(stream));
      failing("cuModuleGetFunction", 1, () -> new PoolingCuda(stream));
      PoolingCuda pooling = new PoolingCuda(stream);
      PoolingShape pairs = PoolingShape.line(1, 8, 2);
      assertTrue(failing("cuLaunchKernel", 0, () -> pooling.average(pairs, 1, x, 0, x, 8)).getMessage()
          .contains("pooling_average_double"));
      ConvolutionCuda convolution = new ConvolutionCuda(stream);
      ConvolutionShape shape = ConvolutionShape.line(1, 4, 1, 2);
      DeviceException e = failing("cuLaunchKernel", 0, () -> convolution.forward(shape, 1, x, 0, x, 8, null, 0, x, 16));
      assertTrue(e.getMessage().contains("convolution_single_double"), e.getMessage());
      assertEquals(before, StandIn.live());
      convolution.forward(shape, 1, x, 0, x, 8, null, 0, x, 16);
    }
  }

  @Test
  void whatNormsAndTablesKeepEndsWhole() {
    device.module("normalization");
    RotaryTable table = RotaryTable.of(RotaryPairing.HALVES, new double[] {1.0}, new double[] {1.0});
    new RotaryTableCuda(stream, table).close(); // after which the stream has its buffers
    long before = StandIn.live();
    for (String function : List.of("cuMemAlloc_v2", "cuMemcpyHtoDAsync_v2", "cuStreamSynchronize")) {
      failing(function, 0, () -> new RotaryTableCuda(stream, table));
      assertEquals(before, StandIn.live(), function);
    }
    RotaryTableCuda angles = new RotaryTableCuda(stream, table);
    failing("cuMemFree_v2", 0, angles::close);
    assertEquals(before, StandIn.live());
    int n = 5000;
    double[] numbers = new Numbers(1).doubles(n);
    try (DeviceArray x = device.doubles(n).copyFrom(numbers, stream); DeviceArray y = device.doubles(n)) {
      long with = StandIn.live();
      LayerNormCuda norm = new LayerNormCuda(stream);
      Runnable call = () -> norm.forward(1, n, 0.0, x, 0, n, null, 0, null, 0, y, 0, n, null, 0);
      failing("cuMemAlloc_v2", 0, call);
      assertEquals(with, StandIn.live());
      call.run();
      assertEquals(with + 1, StandIn.live());
      failing("cuMemFree_v2", 0, norm::close);
      norm.close();
      assertEquals(with, StandIn.live());
    }
    assertEquals(before, StandIn.live());
  }

  @Test
  void memoryEndsOnce() {
    DeviceArena arena = new DeviceArena(device, 1024);
    DeviceException e = failing("cuMemFree_v2", 0, arena::close);
    assertTrue(e.getMessage().contains("freeing 1024 bytes on CUDA device 0"), e.getMessage());
    arena.close();
    long before = StandIn.live();
    failing("cuMemAlloc_v2", 0, () -> new DeviceArena(device, 1024));
    assertEquals(before, StandIn.live());
  }
}
