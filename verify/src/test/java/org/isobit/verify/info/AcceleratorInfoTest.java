package org.isobit.verify.info;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.isobit.kernels.device.Accelerator;
import org.isobit.models.cli.Cli;
import org.isobit.models.info.InfoCommand;
import org.junit.jupiter.api.Test;

/** The commands run with the gpu module on their class path: isobit info says what it finds. */
class AcceleratorInfoTest {

  private static String info(String... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      assertEquals(Cli.OK, Cli.run(new InfoCommand(), arguments));
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void infoSaysWhatThereIsOrWhyNot() {
    List<Accelerator> all = Accelerator.all();
    assertEquals(List.of("CUDA"), all.stream().map(Accelerator::name).toList());
    String obstacle = all.getFirst().obstacle();
    String expected = obstacle == null ? all.getFirst().description().getFirst() : "none: " + obstacle;
    String text = info();
    assertTrue(text.lines().anyMatch(line -> line.equals("CUDA      " + expected)), text);
    assertTrue(info("--json").contains("\"accelerators\""));
  }
}
