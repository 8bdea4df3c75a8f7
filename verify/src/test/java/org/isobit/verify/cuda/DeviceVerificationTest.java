package org.isobit.verify.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.isobit.gpu.CudaKernels;
import org.isobit.kernels.Accelerator;
import org.isobit.verify.VerifyCommand;
import org.isobit.verify.cuda.StandInDriver.Ended;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code isobit verify --backend cuda} on the stand-in for a device: the kernels of the device, compiled for the
 * processor, called by the Java code that calls them on a card.
 */
class DeviceVerificationTest {

  @TempDir
  Path folder;

  private static Ended verify(boolean device, Map<String, String> environment, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("--backend", "cuda"));
    all.addAll(List.of(arguments));
    return StandInDriver.run(VerifyCommand.class, device, List.of(), environment, all);
  }

  private static Set<String> entries() {
    Set<String> entries = new TreeSet<>();
    new CudaKernels().kernels().forEach(kernel -> entries.addAll(CudaKernels.entries(kernel)));
    return entries;
  }

  @Test
  void everyKernelOfDevicesHasTheGoldenBits() throws Exception {
    Path file = folder.resolve("certificate.json");
    Ended run = verify(true, Map.of(), "--quick", "--certificate", file.toString());
    assertEquals(0, run.code(), run.text());
    String last = run.text().lines().toList().getLast();
    assertTrue(last.startsWith("Isobit stand-in device, driver of CUDA 12.6: ")
        && last.endsWith("ALL BITS ARE THE SAME"), run.text());
    JsonObject certificate = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    assertEquals("identical", certificate.get("verdict").getAsString());
    JsonObject device = certificate.getAsJsonObject("device");
    assertEquals("9.0", device.get("compute capability").getAsString());
    for (String fact : List.of("driver", "device memory", "multiprocessor clock, highest", "memory clock, highest",
        "JDK", "date")) {
      assertTrue(device.has(fact), device.toString());
      assertTrue(run.text().lines().anyMatch(line -> line.startsWith(fact + " ")), run.text());
    }
    Set<String> verified = new TreeSet<>();
    for (JsonElement one : certificate.getAsJsonArray("kernels")) {
      JsonObject kernel = one.getAsJsonObject();
      for (JsonElement result : kernel.getAsJsonArray("runs")) {
        assertEquals(kernel.get("goldenShort"), result.getAsJsonObject().get("hash"), kernel.toString());
        verified.add(kernel.get("kernel").getAsString());
      }
    }
    assertEquals(new TreeSet<>(new CudaKernels().kernels()), verified);
    assertFalse(run.launched().isEmpty());
    assertTrue(entries().containsAll(run.launched().keySet()), "catalogued kernels launch others than they say: "
        + run.launched().keySet());
  }

  @Test
  void aBitThatAKernelFlipsIsFound() throws Exception {
    Ended run = verify(true, Map.of("ISOBIT_STAND_IN_FLIP", "gemm_gemv_double"), "--quick", "--kernel",
        "gemv.double,ger.double");
    assertEquals(1, run.code(), run.text());
    assertTrue(run.text().lines().anyMatch(line -> line.matches("gemv.double +DIFFER")), run.text());
    assertTrue(run.text().lines().anyMatch(line -> line.matches("ger.double +ok")), run.text());
    assertTrue(run.text().contains("gemv.double in cuda: gemv NN 1x1x1 alpha"), run.text());
    assertTrue(run.text().endsWith("BITS DIFFER in 1 runs\n"), run.text());
  }

  @Test
  void withoutDeviceOneSentenceSaysSo() throws Exception {
    String obstacle = Accelerator.all().getFirst().obstacle();
    assumeTrue(obstacle != null, "skipped: this machine has a device");
    Ended run = verify(false, Map.of(), "--quick");
    assertEquals(2, run.code(), run.text());
    assertTrue(run.text().endsWith("isobit verify: CUDA cannot be used: " + obstacle + "\n"), run.text());
    assertEquals(Map.of(), run.launched());
  }

  @Test
  void whatADeviceDoesNotHaveIsRefused() throws Exception {
    Ended run = verify(true, Map.of(), "--quick", "--kernel", "eigen.double");
    assertEquals(2, run.code(), run.text());
    assertTrue(run.text().contains("there is no implementation to verify of eigen.double"), run.text());
    String widths = verify(true, Map.of(), "--widths", "128").text();
    assertTrue(widths.contains("--widths and --java are for the processor"), widths);
  }

  @Test
  void theProcessorsVerificationMentionsTheDevice() throws Exception {
    Ended run = StandInDriver.run(VerifyCommand.class, true,
        List.of("--quick", "--widths", "128", "--kernel", "ger.double"));
    assertEquals(0, run.code(), run.text());
    assertTrue(run.text().contains("The kernels of CUDA were not checked: './isobit verify --backend cuda' checks "
        + "them.\n"),
        run.text());
    assertEquals(Map.of(), run.launched());
  }

  @Test
  void boundedKernelsAreCheckedAgainstTheirBoundWhereTheyAreNamed() throws Exception {
    List<String> cublas = List.of("-Disobit.cublas=" + StandInDriver.cublas());
    List<String> kernels = List.of("--backend", "cuda", "--kernel",
        "gemm.cublas.double,gemm.cublas.float,gemm.cublas.tf32");
    Ended run = StandInDriver.run(VerifyCommand.class, true, cublas, kernels);
    assertEquals(0, run.code(), run.text());
    for (String precision : List.of("DOUBLE", "FLOAT", "TF32")) {
      assertTrue(run.text().lines().anyMatch(line -> line.startsWith(precision
          + ": 48 products within the bound, largest error 0.")), run.text());
    }
    assertTrue(run.text().endsWith("CUDA device 0 (Isobit stand-in device), cuBLAS 12.4.7: ALL ERRORS ARE WITHIN THEIR "
        + "BOUND\n"), run.text());
    Ended wrong = StandInDriver.run(VerifyCommand.class, true, cublas, Map.of("ISOBIT_STAND_IN_CUBLAS_FAULT", "1"),
        kernels);
    assertEquals(1, wrong.code(), wrong.text());
    assertTrue(wrong.text().contains("TF32: 48 products OUTSIDE OF THE BOUND, largest error "), wrong.text());
    assertTrue(wrong.text().endsWith("ERRORS ARE OUTSIDE OF THEIR BOUND\n"), wrong.text());
    Ended mixed = StandInDriver.run(VerifyCommand.class, true, cublas,
        List.of("--backend", "cuda", "--kernel", "gemm.double,gemm.cublas.tf32"));
    assertEquals(2, mixed.code(), mixed.text());
    assertTrue(mixed.text().contains("where no other kernels are named"), mixed.text());
  }

  @Test
  @Tag("full")
  void everyCaseHasTheGoldenBits() throws Exception {
    Ended run = verify(true, Map.of());
    assertEquals(0, run.code(), run.text());
    assertTrue(run.text().endsWith("ALL BITS ARE THE SAME\n"), run.text());
    assertEquals(entries(), run.launched().keySet());
  }
}
