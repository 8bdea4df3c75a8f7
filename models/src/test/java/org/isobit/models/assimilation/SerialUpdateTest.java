package org.isobit.models.assimilation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** One target a lane has the bits of one target at a time, and targets out of reach keep theirs. */
class SerialUpdateTest {

  @Test
  void lanesHaveTheReferencesBits() {
    Random random = new Random(4);
    int[] block = {0, 2, 3, 7};
    int ld = 64;
    for (int members : new int[] {2, 3, 7, 20, 41}) {
      double[] weight = new double[block.length * TargetBlocks.WIDTH];
      for (int i = 0; i < weight.length; i++) {
        weight[i] = i % 3 == 0 ? 0.0 : random.nextDouble();
      }
      double[] y = random.doubles(members, -1, 1).toArray();
      double[] z = random.doubles((long) members * ld, -1, 1).toArray();
      z[5] = -0.0;
      z[ld + 16] = Double.NaN;
      double[] mean = random.doubles(ld, -1, 1).toArray();
      double[] z2 = z.clone();
      double[] mean2 = mean.clone();
      SerialUpdateReference.update(members, 1, 4, block, weight, TargetBlocks.WIDTH, y, 0.3, 0.7, z, ld, mean);
      SerialUpdateSimd.update(members, 1, 4, block, weight, TargetBlocks.WIDTH, y, 0.3, 0.7, z2, ld, mean2);
      assertArrayEquals(z, z2);
      assertArrayEquals(mean, mean2);
    }
  }
}
