package org.isobit.models.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isobit.models.cli.MemoryFolder;
import org.isobit.models.io.NpyFile;
import org.isobit.models.learning.Network;
import org.isobit.models.weights.NetworkFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code isobit net convert --weights}. */
class NetWeightsTest {

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Path path(String name) {
    return folder.resolve(name);
  }

  /** Weights of half the width, from one type to the other and from one format to the other, are the same numbers. */
  @Test
  void weightsInFewerBits() throws IOException {
    double[] theta = Network.of(NetCommandTest.mixed()).initialize(1, 0);
    // Between two numbers of BFLOAT16, and of FLOAT16, as near to one as to the other, and off by less than a float's.
    theta[0] = 1 + 0x1p-8;
    theta[1] = 1 + 3 * 0x1p-8;
    theta[2] = 1 + 0x1p-11 + 0x1p-40;
    theta[3] = -65519;
    NetworkFile.write(path("n.safetensors"), NetCommandTest.mixed(), theta, Map.of());
    for (String type : List.of("f16", "bf16")) {
      String told = NetCommandTest.fine("convert", path("n.safetensors"), path("n.onnx"), "--weights", type);
      assertTrue(told.contains("weights kept as " + (type.equals("f16") ? "FLOAT16" : "BFLOAT16")), told);
      NetCommandTest.fine("convert", path("n.safetensors"), path("small.safetensors"), "--weights", type);
      NetCommandTest.fine("convert", path("n.onnx"), path("back.safetensors"));
      NetCommandTest.fine("convert", path("n.onnx"), path("again.onnx"), "--weights", type);
      NetCommandTest.fine("convert", path("again.onnx"), path("again.safetensors"));
      NetworkFile small = NetworkFile.read(path("small.safetensors"));
      assertTrue(small.single());
      assertArrayEquals(small.floats(), NetworkFile.read(path("back.safetensors")).floats());
      assertArrayEquals(small.floats(), NetworkFile.read(path("again.safetensors")).floats());
      double step = type.equals("f16") ? 0x1p-11 : 0x1p-8;
      for (int i = 0; i < theta.length; i++) {
        assertEquals(theta[i], small.floats()[i], Math.max(0x1p-25, step * Math.abs(theta[i])));
      }
      assertEquals(type.equals("f16") ? 1 + 0x1p-8f : 1, small.floats()[0]);
      assertEquals(type.equals("f16") ? 1 + 3 * 0x1p-8f : 1 + 0x1p-6f, small.floats()[1]);
      assertEquals(type.equals("f16") ? 1 + 0x1p-10f : 1, small.floats()[2]);
      assertEquals(type.equals("f16") ? -65504 : -65536, small.floats()[3]);
      assertTrue(Files.size(path("small.safetensors")) < Files.size(path("back.safetensors")));
      assertTrue(NetCommandTest.fine("info", path("small.safetensors"))
          .contains(" of " + type.toUpperCase(Locale.ROOT)));
      NpyFile.write(path("x.npy"), new float[12], 2, 2, 3);
      NetCommandTest.fine("run", path("small.safetensors"), "--input", path("x.npy"), "--output", path("a.npy"));
      NetCommandTest.fine("run", path("n.onnx"), "--input", path("x.npy"), "--output", path("b.npy"));
      assertArrayEquals(NpyFile.read(path("a.npy")).doubles(), NpyFile.read(path("b.npy")).doubles(), 1e-5);
    }
    theta[4] = 65520;
    NetworkFile.write(path("n.safetensors"), NetCommandTest.mixed(), theta, Map.of());
    Files.delete(path("n.onnx"));
    NetCommandTest.refused(": 65520.0 is beyond the range of FLOAT16", "convert", path("n.safetensors"), path("n.onnx"),
        "--weights", "f16");
    NetCommandTest.refused("tensor '" + NetCommandTest.mixed().parameterList().getFirst().name() + "'", "convert",
        path("n.safetensors"), path("o.safetensors"), "--weights", "f16");
    assertFalse(Files.exists(path("n.onnx")) || Files.exists(path("o.safetensors")));
    NetCommandTest.refused("--weights must be f16 or bf16, but is 'f8'", "convert", path("n.safetensors"),
        path("n.onnx"), "--weights", "f8");
  }
}
