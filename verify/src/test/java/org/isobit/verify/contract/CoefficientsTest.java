package org.isobit.verify.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.isobit.kernels.catalog.Exactness;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.verify.ReactorRoot;
import org.junit.jupiter.api.Test;

/** Every kernel, and every constant that kernels compute with, stands in the contract's document. */
class CoefficientsTest {

  private static final Path ROOT = ReactorRoot.find();
  private static final Path DOCUMENT = ROOT.resolve("kernels/README.md");

  /** Where kernels and their constants are: classes, tables, what is shared with CUDA; of models the References. */
  private static final List<String> FOLDERS = List.of("kernels/src/main/java", "linalg/src/main/java",
      "linalg/src/main/resources", "gpu/src/main/cuda", "models/src/main/java");

  /** All but the catalogue's entries, whose numbers count operations and bytes. */
  private static final Pattern SOURCE = Pattern.compile("(kernels|linalg|gpu)/.*(?<!Family)\\.(java|cuh?|txt)"
      + "|models/.*Reference\\.java");

  /** What is no operand of a kernel, and why; each {@code file: literal}. */
  private static final Map<String, String> EXCLUDED = Map.of(
      "GemmGrid\\.java: 1e6", "how much work a part of a product must be worth",
      "ActiveAccelerator\\.java: 2e8", "how much work is sent to a device",
      "NormSimd\\.java: 0x1p-?(256|32f)", "where scaling is exact and shows in no bit",
      "PhiloxSimd\\.java: 0x1p21", "puts an integer of 53 bits together, exactly",
      ".*: 0(x000f_ffff_ffff_ffffL|x007f_ffff)", "the stored mantissa",
      ".*: 0x(fff0_0000_0000_0000L|ff80_0000)", "all but the stored mantissa",
      ".*: 0x(7FF0000000000000L|7F800000|7ff|ff)", "the exponent",
      ".*: 0x(7fffffffffffffffull|7fffffffu|8000000000000000ull|80000000u)", "the sign",
      "operands\\.cuh: 0x(fff0000000000000ull|ff800000u)", "minus infinity",
      ".*: 0x(FFFFFFFFL|ffffffffu)", "32 bits, the lanes of a warp");

  /** The numbers that steps are written with. */
  private static final Set<String> TRIVIAL = Set.of("0.0", "0.0f", "0.5", "0.5f", "1.0", "1.0f", "2.0", "2.0f");

  private final Literals document = new Literals(read(DOCUMENT));

  @Test
  void everyConstantOfTheCodeStandsInTheDocument() throws IOException {
    List<String> missing = new ArrayList<>();
    Set<String> unused = new TreeSet<>(EXCLUDED.keySet());
    int count = 0;
    for (String folder : FOLDERS) {
      try (Stream<Path> tree = Files.walk(ROOT.resolve(folder))) {
        for (Path file : tree.filter(f -> SOURCE.matcher(ROOT.relativize(f).toString()).matches()).sorted().toList()) {
          List<String> literals = Literals.ofSource(read(file));
          count += literals.size();
          for (String literal : missing(literals)) {
            String named = file.getFileName() + ": " + literal;
            List<String> excluded = EXCLUDED.keySet().stream().filter(named::matches).toList();
            unused.removeAll(excluded);
            if (excluded.isEmpty()) {
              missing.add(named);
            }
          }
        }
      }
    }
    assertTrue(count > 3000, count + " constants were found");
    assertEquals(List.of(), missing);
    assertEquals(Set.of(), unused, "excluded in vain");
  }

  @Test
  void everyExactKernelIsNamedInTheDocument() {
    String text = read(DOCUMENT);
    assertEquals(List.of(), KernelCatalog.all().stream().filter(k -> k.exactness() == Exactness.EXACT)
        .map(k -> '`' + k.name().substring(0, k.name().indexOf('.')) + '`').filter(name -> !text.contains(name))
        .toList());
  }

  @Test
  void aConstantThatDiffersInItsLastBitIsFound() {
    assertEquals(List.of(),
        missing(Literals.ofSource("double Q9 = 0x1.af632ad6abee8p-26; float q = 0x1.a17e08p-13f;")));
    assertEquals(List.of("0x1.af632ad6abee9p-26"), missing(Literals.ofSource("double Q9 = -0x1.af632ad6abee9p-26;")));
    assertEquals(List.of("0x1.a17e0ap-13f"), missing(Literals.ofSource("float Q5 = 0x1.a17e0ap-13f;")));
    // The float text of a line is code of the float twin, but what other comments say is not.
    assertEquals(List.of("0x1.55554ep-3f"),
        missing(Literals.ofSource("double A0 = 0x1.5555555555577p-3; // float: float A0 = 0x1.55554ep-3f;")));
    assertEquals(List.of(), missing(Literals.ofSource("/* 0x1.123p-7 */ // of 0x1.234p-8\n String s = "
        + "\"0x1.345p-9\";")));
    // A float is not the double that rounds to it.
    assertFalse(new Literals("`0x1.921fb54442d18p1`").has("0x1.921fb6p1f"));
    assertTrue(new Literals("0.044715").has("0.044715f"));
    assertFalse(new Literals("0.044715").has("0.044716f"));
    assertEquals(List.of("0xD2511F54L"), missing(Literals.ofSource("long M0 = 0xD2511F54L;")));
  }

  private List<String> missing(List<String> literals) {
    return literals.stream().filter(literal -> !TRIVIAL.contains(literal) && !document.has(literal)).distinct()
        .toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
