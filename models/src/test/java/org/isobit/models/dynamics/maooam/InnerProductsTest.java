package org.isobit.models.dynamics.maooam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Inner products against the original program's and against integrals over the channel. */
class InnerProductsTest {

  private static void put(Map<String, Double> into, String name, double value, int... indices) {
    if (value != 0.0) {
      StringBuilder key = new StringBuilder(name);
      for (int index : indices) {
        key.append('[').append(index + 1).append(']');
      }
      into.put(key.toString(), value);
    }
  }

  private static Map<String, Double> all(InnerProducts p) {
    Map<String, Double> all = new TreeMap<>();
    int atmosphere = p.atmosphere().size();
    int ocean = p.ocean().size();
    for (int i = 0; i < atmosphere; i++) {
      put(all, "a", p.a(i), i, i);
      for (int j = 0; j < atmosphere; j++) {
        put(all, "c", p.c(i, j), i, j);
        for (int k = 0; k < atmosphere; k++) {
          put(all, "g", p.g(i, j, k), i, j, k);
          put(all, "b", p.g(i, j, k) * p.a(k), i, j, k);
        }
      }
      for (int j = 0; j < ocean; j++) {
        put(all, "s", p.s(i, j), i, j);
        put(all, "d", p.s(i, j) * p.m(j), i, j);
        put(all, "W", p.s(i, j), j, i);
        put(all, "K", p.s(i, j) * p.a(i), j, i);
      }
    }
    for (int i = 0; i < ocean; i++) {
      put(all, "M", p.m(i), i, i);
      for (int j = 0; j < ocean; j++) {
        put(all, "N", p.n(i, j), i, j);
        for (int k = 0; k < ocean; k++) {
          put(all, "O", p.o(i, j, k), i, j, k);
          put(all, "C", p.o(i, j, k) * p.m(k), i, j, k);
        }
      }
    }
    return all;
  }

  @Test
  void areThoseOfTheOriginalProgram() {
    Map<String, Double> expected = ReferenceTable.read("climdyn_test_inprod_analytic.ref");
    Map<String, Double> there = all(new InnerProducts(Mode.atmosphere(2, 2), Mode.ocean(2, 4), 1.5));
    assertEquals(expected.keySet(), there.keySet());
    expected.forEach((key, value) -> assertTrue(ReferenceTable.matches(value, there.get(key)),
        () -> key + " is " + there.get(key) + ", expected " + value));
  }

  /** At another resolution and shape of the channel, by Gauss's quadrature of the modes themselves. */
  @Test
  void areIntegralsOfTheModes() {
    InnerProducts p = new InnerProducts(Mode.atmosphere(3, 3), Mode.ocean(5, 3), 1.3);
    ChannelQuadrature channel = new ChannelQuadrature(1.3);
    double[][][] f = channel.tabulate(p.atmosphere());
    double[][][] phi = channel.tabulate(p.ocean());
    for (int i = 0; i < f.length; i++) {
      assertEquals(channel.product(f[i][0], f[i][3]), p.a(i), 1e-11);
      for (int j = 0; j < f.length; j++) {
        assertEquals(i == j ? 1.0 : 0.0, channel.product(f[i][0], f[j][0]), 1e-12);
        assertEquals(channel.product(f[i][0], f[j][1]), p.c(i, j), 1e-12);
        for (int k = 0; k < j; k++) {
          double expected = channel.jacobian(f[i], f[j], f[k]);
          assertEquals(expected, p.g(i, j, k), 1e-11, p.atmosphere().get(i) + ", " + j + ", " + k);
          assertEquals(-expected, p.g(i, k, j), 1e-11);
        }
      }
      for (int j = 0; j < phi.length; j++) {
        assertEquals(channel.product(f[i][0], phi[j][0]), p.s(i, j), 1e-12);
        assertEquals(channel.product(f[i][0], phi[j][3]), p.s(i, j) * p.m(j), 1e-11);
      }
    }
    for (int i = 0; i < phi.length; i++) {
      assertEquals(channel.product(phi[i][0], phi[i][3]), p.m(i), 1e-11);
      for (int j = 0; j < phi.length; j++) {
        assertEquals(channel.product(phi[i][0], phi[j][1]), p.n(i, j), 1e-12);
        for (int k = 0; k < j; k++) {
          double expected = channel.jacobian(phi[i], phi[j], phi[k]);
          assertEquals(expected, p.o(i, j, k), 1e-11, p.ocean().get(i) + ", " + j + ", " + k);
          assertEquals(-expected, p.o(i, k, j), 1e-11);
        }
      }
    }
  }

  @Test
  void saysWhatIsWrong() {
    assertEquals("Maooam: ocean-y must be from 1 to 16, but is 17", message(() -> Mode.ocean(2, 17)));
    assertEquals("Mode: x of a mode A must be 0, but is 2", message(() -> new Mode(Mode.Kind.A, 2, 1)));
    assertEquals("Mode: x of a mode K must be at least 1, but is 0", message(() -> new Mode(Mode.Kind.K, 0, 1)));
    assertEquals("Mode: y must be at least 1, but is 0", message(() -> new Mode(Mode.Kind.L, 1, 0)));
    List<Mode> atmosphere = Mode.atmosphere(1, 1);
    assertEquals("InnerProducts: n must be positive, but is -1.0",
        message(() -> new InnerProducts(atmosphere, Mode.ocean(1, 1), -1.0)));
    assertEquals("InnerProducts: Mode[kind=A, x=0, y=1] is in the list of the other fluid",
        message(() -> new InnerProducts(atmosphere, atmosphere, 1.5)));
  }

  private static String message(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }
}
