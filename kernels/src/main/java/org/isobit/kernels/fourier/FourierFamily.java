package org.isobit.kernels.fourier;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.catalog.Formula;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelFamily;

/** The catalogue's entries of this package. */
public final class FourierFamily implements KernelFamily {

  /** Made by the service loader. */
  public FourierFamily() {}

  @Override
  public List<Kernel> kernels() {
    List<Kernel> all = new ArrayList<>();
    add(all, "double", 8);
    add(all, "float", 4);
    return all;
  }

  private static void add(List<Kernel> all, String type, int size) {
    all.add(members("fft." + type, "complex Fourier transform", 5, 4 * size));
    all.add(members("inverseFft." + type, "inverse complex Fourier transform", 5, 4 * size));
    all.add(members("realFft." + type, "Fourier transform of real members", 2.5, 2 * size));
    all.add(members("inverseRealFft." + type, "inverse Fourier transform to real members", 2.5, 2 * size));
    all.add(lanes("interleavedRealFft." + type, "Fourier transform of real states in lanes", 2 * size));
    all.add(lanes("inverseInterleavedRealFft." + type, "inverse Fourier transform to real states in lanes", 2 * size));
    all.add(fields("fieldFft." + type, "complex Fourier transform of fields", 5, 4 * size));
    all.add(fields("inverseFieldFft." + type, "inverse complex Fourier transform of fields", 5, 4 * size));
    all.add(fields("realFieldFft." + type, "Fourier transform of real fields", 2.5, 2 * size));
    all.add(fields("inverseRealFieldFft." + type, "inverse Fourier transform to real fields", 2.5, 2 * size));
  }

  /** Operations as all who measure transforms count them, whatever they do. */
  private static Kernel members(String name, String summary, double flops, int bytes) {
    return Kernel.exact(name, "fourier", summary, List.of("members", "n"),
        new Formula(text(flops) + "·members·n·log₂n", d -> flops * d[0] * d[1] * binaryLogarithm(d[1])),
        new Formula(bytes + "·members·n", d -> (double) bytes * d[0] * d[1]));
  }

  private static Kernel lanes(String name, String summary, int bytes) {
    return Kernel.exact(name, "fourier", summary, List.of("lanes", "n"),
        new Formula("2.5·lanes·n·log₂n", d -> 2.5 * d[0] * d[1] * binaryLogarithm(d[1])),
        new Formula(bytes + "·lanes·n", d -> (double) bytes * d[0] * d[1]));
  }

  private static Kernel fields(String name, String summary, double flops, int bytes) {
    return Kernel.exact(name, "fourier", summary, List.of("members", "rows", "columns"),
        new Formula(text(flops) + "·members·rows·columns·log₂(rows·columns)",
            d -> flops * d[0] * d[1] * d[2] * binaryLogarithm(d[1] * d[2])),
        new Formula(bytes + "·members·rows·columns", d -> (double) bytes * d[0] * d[1] * d[2]));
  }

  private static String text(double flops) {
    return flops == 5 ? "5" : "2.5";
  }

  /** To 2^−20, by repeated squares: no function of a library. */
  private static double binaryLogarithm(long n) {
    double rest = n;
    double log = 0;
    while (rest >= 2) {
      rest /= 2;
      log++;
    }
    for (double bit = 0.5; bit > 1e-6; bit /= 2) {
      rest *= rest;
      if (rest >= 2) {
        rest /= 2;
        log += bit;
      }
    }
    return log;
  }
}
