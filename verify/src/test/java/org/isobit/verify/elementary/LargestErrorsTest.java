package org.isobit.verify.elementary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.elementary.TrigReference;
import org.isobit.verify.ReactorRoot;
import org.isobit.verify.SharedData;
import org.isobit.verify.elementary.AccuracyTest.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The largest errors that descriptions state are those at the arguments that they state, and no known one is larger.
 */
class LargestErrorsTest {

  private static final Pattern NUMBER = Pattern.compile("^[-+]?0x[0-9a-fA-F.]+p[-+]?\\d+");

  private static final Path SOURCES =
      ReactorRoot.find().resolve("kernels/src/main/java/org/isobit/kernels/elementary");

  @Test
  void everyKernelHasALine() {
    Set<String> kernels = KernelCatalog.all().stream().filter(kernel -> kernel.family().equals("elementary"))
        .map(kernel -> kernel.name()).collect(Collectors.toCollection(TreeSet::new));
    Set<String> lines = LargestErrors.all().stream().map(entry -> entry.function() + "." + entry.type())
        .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(kernels, lines);
  }

  @ParameterizedTest
  @EnumSource
  void statedErrorsAreThoseAtTheirArguments(Function function) {
    LargestErrors.Entry stated = LargestErrors.stated("double", function.name());
    double error = function.error(stated.argument());
    assertTrue(error <= function.ceiling(), function + ": " + error);
    assertEquals(stated.line(), new LargestErrors.Entry("double", stated.function(), error, stated.argument(), -1)
        .line());
    if (function.hasFloat()) {
      LargestErrors.Entry single = LargestErrors.stated("float", function.name());
      float x = (float) single.argument();
      // The exhaustive test takes a double in the series' place, whose own error shows in the last digit.
      assertEquals(single.error(), function.floatError(x), 1.01e-4, single.line());
    }
  }

  @Test
  void descriptionsStateThem() throws IOException {
    Set<String> stated = new TreeSet<>();
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.filter(f -> f.toString().endsWith("Reference.java")).toList()) {
        String type = file.getFileName().toString().startsWith("Float") ? "float" : "double";
        String text = Files.readString(file).replaceAll("\\s+\\*\\s+", " ");
        for (MatchResult match : Pattern.compile(
            "Largest error (?:found|of all): (\\S+) ulp,? at (\\S+?)[;.] (?:(\\d+) of all results)?").matcher(text)
            .results().toList()) {
          stated.add(type + ' ' + match.group(1) + ' ' + match.group(2)
              + (match.group(3) == null ? "" : ' ' + match.group(3)));
        }
      }
    }
    Set<String> expected = new TreeSet<>();
    for (LargestErrors.Entry entry : LargestErrors.all()) {
      expected.add(entry.line().replace(" " + entry.function() + " ", " "));
    }
    assertEquals(String.join("\n", expected), String.join("\n", stated));
  }

  @Test
  void theTableStatesThem() throws IOException {
    List<String> rows = Pattern
        .compile("<tr><td>(\\w+)</td><td>\\d</td><td>(.*?)</td><td>(.*?)</td><td>(.*?)</td></tr>")
        .matcher(Files.readString(SOURCES.resolve("package-info.java"))).results()
        .map(row -> row.group(1) + ' ' + row.group(2) + ' ' + row.group(3) + ' ' + row.group(4)).toList();
    List<String> expected = new ArrayList<>();
    for (LargestErrors.Entry entry : LargestErrors.all()) {
      if (entry.type().equals("double")) {
        String single = LargestErrors.all().stream()
            .filter(other -> other.type().equals("float") && other.function().equals(entry.function()))
            .map(other -> String.format(Locale.ROOT, "%.4f %d", other.error(), other.misrounded())).findFirst()
            .orElse("– –");
        expected.add(String.format(Locale.ROOT, "%s %.4f %s", entry.function(), entry.error(), single));
      }
    }
    assertEquals(String.join("\n", expected), String.join("\n", rows));
  }

  /**
   * Arguments that are hardest to round correctly, of the CORE-MATH project; those of even and odd functions may lack
   * signs.
   */
  @Tag("full")
  @ParameterizedTest
  @CsvSource({"CBRT, cbrt, odd", "COS, cos, even", "COSPI, cospi, even", "ERF, erf, odd", "EXPM1, expm1, neither",
      "LOG, log, neither", "SIN, sin, odd", "SINPI, sinpi, odd", "TANH, tanh, odd"})
  void noHardArgumentIsWorse(Function function, String list, String symmetry) throws IOException {
    double[] arguments = arguments(SharedData.file("core-math/" + list + ".wc.gz"),
        limit(function));
    assertTrue(arguments.length > 10_000, list + " has " + arguments.length + " arguments");
    double most = LargestErrors.stated("double", function.name()).error() + 5e-5;
    double largest = IntStream.range(0, arguments.length).parallel().mapToDouble(i -> {
      double x = arguments[i];
      double error = function.error(x);
      if (!symmetry.equals("neither")) {
        error = Math.max(error, function.error(-x));
      }
      assertTrue(error <= most, () -> function + "(" + Double.toHexString(x) + ")");
      return error;
    }).max().orElseThrow();
    System.out.printf(Locale.ROOT, "%s: %.4f ulp on %d hard arguments%n", list, largest, arguments.length);
  }

  /** The largest argument of which there is a result, or which the series can take: beyond, the result is 1 or -1. */
  private static double limit(Function function) {
    return switch (function) {
      case SIN, COS -> TrigReference.LIMIT;
      case ERF -> 30;
      case TANH -> 300;
      case EXPM1 -> 709;
      default -> Double.MAX_VALUE;
    };
  }

  /** Finite arguments but zeros, up to a limit. */
  private static double[] arguments(Path file, double limit) throws IOException {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(
        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
      return lines.lines().map(NUMBER::matcher).filter(Matcher::find)
          .mapToDouble(line -> Double.parseDouble(line.group())).filter(x -> x != 0 && Math.abs(x) <= limit).toArray();
    }
  }
}
