package org.isobit.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class TuningTest {

  private static Properties properties(String... pairs) {
    Properties properties = new Properties();
    for (int i = 0; i < pairs.length; i += 2) {
      properties.setProperty(pairs[i], pairs[i + 1]);
    }
    return properties;
  }

  private static String chosen(int bits, int cache, String... pairs) {
    return Tuning.of(Tuning.table(), bits, cache, properties(pairs)).describe();
  }

  private static String refusal(String... pairs) {
    return assertThrows(IllegalArgumentException.class, () -> chosen(512, 48, pairs)).getMessage();
  }

  @Test
  void everyRowHasASizeForEveryMachine() {
    List<String[]> table = Tuning.table();
    for (String[] row : table) {
      assertEquals(table.get(0).length, row.length, Arrays.toString(row));
    }
    for (String[] row : table.subList(1, table.size())) {
      for (int i = 1; i < row.length; i++) {
        assertTrue(Integer.parseInt(row[i]) > 0, Arrays.toString(row));
      }
    }
  }

  @Test
  void vectorsAndCacheChooseTheColumn() {
    assertEquals("zen5", chosen(512, 48));
    assertEquals("zen5", chosen(512, 64));
    assertEquals("zen4", chosen(512, 32));
    assertEquals("avx2", chosen(256, 48));
    assertEquals("avx2", chosen(256, 32));
    assertEquals("neon", chosen(128, 64));
    assertEquals("neon", chosen(128, 16));
  }

  @Test
  void propertiesGoFirst() {
    assertEquals("small", chosen(512, 48, "isobit.tuning", "small"));
    assertEquals("avx2 with gemm.double.terms 192", chosen(512, 48, "isobit.tuning", "avx2",
        "isobit.tuning.gemm.double.terms", "192"));
  }

  @Test
  void whatIsNotThereIsRefused() {
    assertTrue(refusal("isobit.tuning", "zen6").startsWith("-Disobit.tuning must be one of [small, zen5, "));
    assertTrue(refusal("isobit.tuning.gemm.terms", "8")
        .startsWith("-Disobit.tuning.gemm.terms: there is no such size"));
    for (String value : new String[] {"0", "-8", "32769", "2147483647", "4294967552", "many"}) {
      assertEquals("-Disobit.tuning.gemm.double.terms must be a number from 1 to 32768, but is '" + value + "'",
          refusal("isobit.tuning.gemm.double.terms", value));
    }
    assertEquals("-Disobit.tuning.gemm.float.columns must be a multiple of 32, but is 33",
        refusal("isobit.tuning.gemm.float.columns", "33"));
    assertTrue(assertThrows(IllegalArgumentException.class, () -> Tuning.size("gemm.terms")).getMessage()
        .startsWith("there is no size 'gemm.terms'"));
  }
}
