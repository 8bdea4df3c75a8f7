package org.isobit.verify.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isobit.models.cli.Cli;
import org.isobit.models.studies.StudyCommand;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the abstract of Pasmans et al. (2025) claims, with fewer runs than the study has. A statement fails here if its
 * interval refutes it; whether it is met, and with which interval, is printed.
 */
@Tag("full")
class LatentEtkfClaimsTest {

  @Test
  void noClaimIsRefuted(@TempDir Path folder) throws IOException {
    String[] arguments = {"latent-etkf", "--claim", "C1", "--claim", "C2", "--claim", "C3", "--claim", "C4", "--sweep",
        "innovations", "--climatologies", "8", "--runs", "2", "--out", folder.resolve("study").toString()};
    assertEquals(Cli.OK, Cli.run(new StudyCommand(), arguments));
    JsonObject json = JsonParser.parseString(Files.readString(folder.resolve("study/C1.json"))).getAsJsonObject();
    List<String> refuted = new ArrayList<>();
    for (JsonElement element : json.getAsJsonArray("gates")) {
      JsonObject gate = element.getAsJsonObject();
      assertTrue(gate.get("pairs").getAsInt() >= 12, "of 16 pairs of runs too many failed: " + gate);
      if (gate.get("verdict").getAsString().equals("refuted")) {
        refuted.add(gate.toString());
      }
    }
    assertTrue(json.getAsJsonArray("gates").size() >= 7);
    assertEquals(List.of(), refuted);
  }
}
