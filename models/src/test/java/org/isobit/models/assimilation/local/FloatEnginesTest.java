package org.isobit.models.assimilation.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.FloatEnsemble;
import org.isobit.models.assimilation.FloatFilter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.junit.jupiter.api.Test;

/** Float analyses have the same bits at every vector width, on one thread and on three, and by the reference. */
class FloatEnginesTest {

  private static final List<List<String>> ENGINES = List.of(List.of("-Disobit.backend=reference", "-Disobit.threads=1"),
      List.of("-Disobit.simd.bits=128", "-Disobit.threads=3"), List.of("-Disobit.simd.bits=256", "-Disobit.threads=1"),
      List.of("-Disobit.simd.bits=512", "-Disobit.threads=3"));

  /** What each JVM runs: prints the hash of some analyses, of targets that are analysed in float and in double. */
  static final class Child {
    public static void main(String[] arguments) throws Exception {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      int members = 11;
      FloatEnsemble forecast = FloatAnalysesTest.smooth(members, 2, 5, members);
      Observations y = FloatAnalysesTest.mixed(forecast);
      Localization localization = Localization.ring(forecast.size() / 2, TaperLaw.GASPARI_COHN, Radius.support(5))
          .withFields(2);
      Inflation inflation = Inflation.of(Inflation.Kind.FORGETTING_FACTOR, 0.9)
          .and(Inflation.of(Inflation.Kind.RELAX_TO_PRIOR_SPREAD, 0.3));
      for (FloatFilter filter : List.of(
          new FloatLETKF(localization).withInflation(inflation).withRotation(true),
          new FloatLETKF(localization).withBatch(12),
          new FloatLESTKF(localization).withInflation(inflation),
          new FloatLETKF(localization).withCoarseGrid(CoarseGrid.of(new int[] {localization.points()}, new int[] {4},
              new boolean[] {true})))) {
        FloatEnsemble e = forecast.copy();
        filter.analyse(e, y, Cycle.of(8, 2));
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * e.values().length);
        for (float x : e.values()) {
          bytes.putFloat(x);
        }
        hash.update(bytes.array());
      }
      System.out.println(HexFormat.of().formatHex(hash.digest()));
    }
  }

  @Test
  void everyEngineHasTheSameBits() throws Exception {
    String first = null;
    for (List<String> engine : ENGINES) {
      List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"));
      command.addAll(engine);
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
      Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String hash = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertTrue(process.waitFor(5, TimeUnit.MINUTES), engine + " did not end");
      assertEquals(0, process.exitValue(), engine.toString());
      assertTrue(hash.matches("[0-9a-f]{64}"), engine + ": " + hash);
      first = first == null ? hash : first;
      assertEquals(first, hash, engine.toString());
    }
  }
}
