package org.isobit.models.dynamics.maooam;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A mode of the channel 0 ≤ x ≤ 2π/n, 0 ≤ y ≤ π, n being its aspect ratio: De Cruz, Demaeyer and Vannitsem (2016), The
 * Modular Arbitrary-Order Ocean–Atmosphere Model: MAOOAM v1.0, Geosci. Model Dev. 9, 2793–2808, eqs. 12–15.
 *
 * @param kind its form
 * @param x    wave number along the channel, M or H; 0 for {@link Kind#A}
 * @param y    wave number across the channel, P
 */
public record Mode(Kind kind, int x, int y) {

  /** Forms of modes. */
  public enum Kind {
    /** Of the atmosphere: √2·cos(P·y). */
    A,
    /** Of the atmosphere: 2·cos(M·n·x)·sin(P·y). */
    K,
    /** Of the atmosphere: 2·sin(H·n·x)·sin(P·y). */
    L,
    /** Of the ocean, whose basin is closed: 2·sin(H·n·x/2)·sin(P·y). */
    OCEAN
  }

  /** Beyond that many wave numbers the inner products of all triples take minutes. */
  static final int LARGEST = 16;

  /** Refuses wave numbers that are none. */
  public Mode {
    Objects.requireNonNull(kind, "kind");
    if (kind == Kind.A ? x != 0 : x < 1) {
      throw new IllegalArgumentException("Mode: x of a mode " + kind + " must be "
          + (kind == Kind.A ? "0" : "at least 1") + ", but is " + x);
    }
    if (y < 1) {
      throw new IllegalArgumentException("Mode: y must be at least 1, but is " + y);
    }
  }

  /**
   * The modes of the atmosphere up to wave numbers, in the model's order: for every x and then every y the modes A
   * (only where x is 1), K and L.
   *
   * @param x greatest wave number along the channel, from 1 to 16
   * @param y greatest wave number across the channel, from 1 to 16
   * @return the modes, 2·x·y + y of them
   * @throws IllegalArgumentException if a number is out of range
   */
  public static List<Mode> atmosphere(int x, int y) {
    check("atmosphere-x", x);
    check("atmosphere-y", y);
    List<Mode> modes = new ArrayList<>();
    for (int m = 1; m <= x; m++) {
      for (int p = 1; p <= y; p++) {
        if (m == 1) {
          modes.add(new Mode(Kind.A, 0, p));
        }
        modes.add(new Mode(Kind.K, m, p));
        modes.add(new Mode(Kind.L, m, p));
      }
    }
    return List.copyOf(modes);
  }

  /**
   * The modes of the ocean up to wave numbers, in the model's order: for every x every y.
   *
   * @param x greatest wave number along the channel, from 1 to 16
   * @param y greatest wave number across the channel, from 1 to 16
   * @return the modes, x·y of them
   * @throws IllegalArgumentException if a number is out of range
   */
  public static List<Mode> ocean(int x, int y) {
    check("ocean-x", x);
    check("ocean-y", y);
    List<Mode> modes = new ArrayList<>();
    for (int h = 1; h <= x; h++) {
      for (int p = 1; p <= y; p++) {
        modes.add(new Mode(Kind.OCEAN, h, p));
      }
    }
    return List.copyOf(modes);
  }

  private static void check(String name, int value) {
    if (value < 1 || value > LARGEST) {
      throw new IllegalArgumentException("Maooam: " + name + " must be from 1 to " + LARGEST + ", but is " + value);
    }
  }
}
