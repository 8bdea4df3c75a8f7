// Master of FloatVectorContractTest: the float version is generated from this file.
package org.isobit.verify.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.TreeSet;
import org.isobit.kernels.catalog.Exactness;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.verify.ReactorRoot;
import org.isobit.verify.contract.outsider.Kernels;
import org.isobit.verify.contract.outsider.TestVector;
import org.junit.jupiter.api.Test;

/** The second implementation has the committed test vectors. */
class VectorContractTest {

  private static final Set<String> FAMILIES = Set.of("gemm", "reduce", "elementary", "localization", "random");
  private static final Set<String> NEURAL = Set.of("activation", "activationGradient", "softmax", "softmaxGradient",
      "dropout", "sample", "sampleGradient");

  @Test
  void vectorsHaveTheBitsOfTheDocument() {
    Set<String> met = new TreeSet<>();
    for (TestVector vector : TestVector.read(ReactorRoot.find().resolve("kernels/test-vectors.txt"))) {
      if (vector.kernel().endsWith(".double")) {
        for (String output : vector.outputs()) {
          double[] second = Kernels.output(vector, output);
          if (second != null) {
            // Compared by their bits, NaNs as one value.
            assertArrayEquals(vector.outputDoubles(output), second, vector.kernel() + ", " + output);
            met.add(vector.kernel());
          }
        }
      }
    }
    Set<String> expected = new TreeSet<>();
    for (Kernel kernel : KernelCatalog.all()) {
      String name = kernel.name().substring(0, kernel.name().indexOf('.'));
      if (kernel.exactness() == Exactness.EXACT && kernel.name().endsWith(".double")
          && (FAMILIES.contains(kernel.family()) || NEURAL.contains(name))) {
        expected.add(kernel.name());
      }
    }
    assertEquals(expected, met);
  }
}
