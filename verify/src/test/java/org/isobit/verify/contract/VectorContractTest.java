// Master of FloatVectorContractTest: the float version is generated from this file.
package org.isobit.verify.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Set;
import java.util.TreeSet;
import org.isobit.kernels.catalog.Exactness;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.verify.ReactorRoot;
import org.isobit.verify.contract.outsider.Hash;
import org.isobit.verify.contract.outsider.Kernels;
import org.isobit.verify.contract.outsider.TestVector;
import org.junit.jupiter.api.Test;

/** The second implementation has the committed test vectors of every kernel. */
class VectorContractTest {

  @Test
  void vectorsHaveTheBitsOfTheDocument() {
    Set<String> met = new TreeSet<>();
    for (TestVector vector : TestVector.read(ReactorRoot.find().resolve("kernels/test-vectors.txt"))) {
      if (isHere(vector.kernel())) {
        for (String output : vector.outputs()) {
          double[] second = Kernels.output(vector, output);
          assertNotNull(second, vector.kernel() + ", " + output);
          if (vector.hash(output) != null) {
            assertEquals(vector.hash(output), hash(second, vector.isInteger(output)), vector.kernel() + ", " + output);
          } else {
            // Compared by their bits, NaNs as one value.
            assertArrayEquals(committed(vector, output), second, vector.kernel() + ", " + output);
          }
          met.add(vector.kernel());
        }
      }
    }
    Set<String> expected = new TreeSet<>();
    for (Kernel kernel : KernelCatalog.all()) {
      if (kernel.exactness() == Exactness.EXACT && isHere(kernel.name())) {
        expected.add(kernel.name());
      }
    }
    assertEquals(expected, met);
  }

  private static boolean isHere(String kernel) {
    return kernel.endsWith(".double") || kernel.endsWith(".int"); // float: return kernel.endsWith(".float");
  }

  private static String hash(double[] numbers, boolean integers) {
    Hash hash = new Hash();
    for (double x : numbers) {
      if (integers) {
        hash.add((int) x);
      } else {
        hash.add(x);
      }
    }
    return hash.end();
  }

  private static double[] committed(TestVector vector, String output) {
    if (!vector.isInteger(output)) {
      return vector.outputDoubles(output);
    }
    int[] integers = vector.outputIntegers(output);
    double[] numbers = new double[integers.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = integers[i];
    }
    return numbers;
  }
}
