package org.isobit.verify.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What EXACT code and kernels may do, instruction by instruction. */
class InstructionRulesTest {

  private static final String PLANTED = "org.isobit.kernels.planted.PlantedSimd";

  @ParameterizedTest
  @EnumSource
  void mainCodeKeeps(InstructionRule rule) throws IOException {
    List<String> violations = new ArrayList<>();
    int covered = 0;
    for (Path file : MainClasses.files()) {
      ClassModel model = ClassFile.of().parse(file);
      if (rule.covers(InstructionRule.name(model))) {
        covered++;
        violations.addAll(rule.violations(model));
      }
    }
    assertTrue(covered > 0, "the rule covers no class");
    assertEquals("", String.join("\n", violations), rule.sentence);
  }

  @ParameterizedTest
  @EnumSource
  void aPlantedFaultBreaks(InstructionRule rule) throws IOException {
    assertTrue(rule.covers(PLANTED));
    try (InputStream in = getClass().getResourceAsStream("/" + PLANTED.replace('.', '/') + ".class")) {
      List<String> violations = rule.violations(ClassFile.of().parse(in.readAllBytes()));
      assertFalse(violations.isEmpty(), "nothing was found");
      assertTrue(violations.stream().allMatch(v -> v.startsWith(PLANTED + "." + rule.name() + ":")),
          violations.toString());
    }
  }

  @Test
  void hotClassesAreTheImplementations() {
    assertTrue(InstructionRule.hot("org.isobit.kernels.gemm.GemmReference"));
    assertTrue(InstructionRule.hot("org.isobit.linalg.batch.FloatEigenSimd$Scratch"));
    assertTrue(InstructionRule.hot("org.isobit.kernels.dynamics.Lorenz96TendencySimd"));
    assertFalse(InstructionRule.hot("org.isobit.kernels.gemm.Gemm"));
    assertFalse(InstructionRule.hot("org.isobit.kernels.Backend"));
    assertFalse(InstructionRule.hot("org.isobit.kernels.SpeciesSimd"));
  }
}
