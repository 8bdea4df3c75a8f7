package org.isobit.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The golden hashes hold on emulated AArch64 processors: NEON, SVE of 256 bits, SVE of more. */
@Tag("full")
class AArch64Test {

  @ParameterizedTest
  @ValueSource(strings = {"neoverse-n1", "neoverse-v1", "max"})
  void hasTheGoldenBits(String cpu) throws Exception {
    Path script = ReactorRoot.find().resolve("verify/src/build/aarch64.sh");
    assumeTrue(File.separatorChar == '/', "skipped: the script needs a Unix shell");
    Process process = new ProcessBuilder("bash", script.toString(), "--command", cpu)
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String command = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    int fetched = process.waitFor();
    assumeTrue(fetched == 0, "skipped: " + script + " could not fetch an AArch64 Java and its emulator");
    StringWriter text = new StringWriter();
    int code = new CommandLine(new VerifyCommand()).setOut(new PrintWriter(text, true)).execute("--java", command);
    assertEquals(0, code, text.toString());
    System.out.println(text);
  }
}
