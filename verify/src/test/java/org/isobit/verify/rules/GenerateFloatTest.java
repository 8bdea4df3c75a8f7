package org.isobit.verify.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isobit.verify.ReactorRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of the build that makes float versions. */
class GenerateFloatTest {

  @TempDir
  Path folder;

  /** Runs it on one master of a module of its own; returns its exit status and what it said. */
  private String run(String master) throws IOException, InterruptedException {
    Path source = Files.createDirectories(folder.resolve("root/m/src/main/java/p"));
    Files.writeString(folder.resolve("root/m/pom.xml"), "");
    Files.writeString(source.resolve("Thing.java"), master);
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1", ReactorRoot.find().resolve("kernels/src/build/GenerateFloat.java").toString(),
        folder.resolve("root").toString(), folder.resolve("out").toString()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + said;
  }

  private static final String MARK = "// Master of FloatThing: the float version is generated from this file.\n";

  @Test
  void typesNamesAndReferencesBecomeFloatAndCommentsStay() throws Exception {
    String said = run(MARK + """
        package p;

        /**
         * A Thing of doubles, {@code Thing} in double; see {@link Thing#of(double[],
         * double)} and {@value Thing#ONE}, up to 2^24 in float.
         */
        final class Thing {
          static final double ONE = 1.0; // a Thing in double
          static final String TEXT = "double // Thing"; /* double */
          double seconds; // float: unchanged
          int lanes = 32; // float: int lanes = 64;
          int only; // float:
          /* Thing
             double */
          double root = Math.sqrt(ONE) + 0x1p-3;
        }
        """);
    assertEquals("0 ", said);
    assertEquals("""
        // Generated from Thing.java; do not edit.
        package p;

        /**
         * A Thing of doubles, {@code Thing} in double; see {@link FloatThing#of(float[],
         * float)} and {@value FloatThing#ONE}, up to 2^24 in float.
         */
        final class FloatThing {
          static final float ONE = 1.0f; // a Thing in double
          static final String TEXT = "float // FloatThing"; /* double */
          double seconds;
          int lanes = 64;
          /* Thing
             double */
          float root = (float) Math.sqrt(ONE) + 0x1p-3f;
        }
        """, Files.readString(folder.resolve("out/isobit-m/main/p/FloatThing.java")));
  }

  @Test
  void aLineThatSaysWhatItNeedNotIsAnError() throws Exception {
    String said = run(MARK + """
        package p;
        final class Thing {
          double x = 1.0; // float: float x = 1.0f;
          double y; // float: double y;
          int z; // float: unchanged
        }
        """);
    assertNotEquals('0', said.charAt(0));
    assertTrue(said.contains("Thing.java:4: '// float: float x = 1.0f;' is what it becomes anyway"), said);
    assertTrue(said.contains("Thing.java:5: '// float: double y;' is short for: 'unchanged'"), said);
    assertTrue(said.contains("Thing.java:6: '// float: unchanged' is what it becomes anyway"), said);
  }
}
