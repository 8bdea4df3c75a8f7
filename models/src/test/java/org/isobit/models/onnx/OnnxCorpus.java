package org.isobit.models.onnx;

import java.util.List;

/** Good models for the fuzzer. */
public final class OnnxCorpus {

  private OnnxCorpus() {}

  /** Models in which every kind of field occurs. */
  public static List<byte[]> all() {
    OnnxBytes dense = new OnnxBytes().node("Gemm", "x,w,b", "z", OnnxBytes.number("alpha", 0.5f))
        .node("Relu", "z", "y").initializer("w", new float[] {1, 2, 3, 4, 5, 6}, 2, 3)
        .initializer("b", new float[] {0, -9, 1}, 3).input("x", 1, "rows", 2).output("y");
    OnnxBytes constants = new OnnxBytes().node("Add", "a,b", "s").node("Concat", "s,s", "t",
        OnnxBytes.integer("axis", 0)).initializer("a", 7, m -> m.writeInt64(7, 6), 1)
        .initializer("b", 7, m -> m.writeInt64(7, -2), 1).initializer("h", 10, m -> m.writeInt32(5, 0x3c00), 1)
        .input("x", 11, 1, 2, "n").output("t").output("x");
    OnnxBytes outside = new OnnxBytes().external("c", "data/c.bin", 4, 8, 2).output("c");
    return List.of(dense.bytes(), constants.bytes(), outside.bytes());
  }
}
