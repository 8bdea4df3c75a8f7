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
 * The study's gates with fewer truths and networks than it has. A gate fails here if its interval refutes it; what the
 * paper claims may be refuted, and is printed.
 */
@Tag("full")
class MarineBgcClaimsTest {

  @Test
  void noGateIsRefuted(@TempDir Path folder) throws IOException {
    String[] arguments = {"marine-bgc", "--truths", "32", "--initialisations", "2", "--out",
        folder.resolve("study").toString()};
    assertEquals(Cli.OK, Cli.run(new StudyCommand(), arguments));
    JsonObject json = JsonParser.parseString(Files.readString(folder.resolve("study/npzd-2.json"))).getAsJsonObject();
    List<String> refuted = new ArrayList<>();
    int gates = 0;
    for (JsonElement element : json.getAsJsonArray("statements")) {
      JsonObject statement = element.getAsJsonObject();
      if (statement.get("claim").getAsString().startsWith("G")) {
        gates++;
        assertTrue(statement.get("truths").getAsInt() >= 30, "of 32 truths too many failed: " + statement);
        if (statement.get("verdict").getAsString().equals("refuted")) {
          refuted.add(statement.toString());
        }
      }
    }
    assertEquals(7, gates);
    assertEquals(List.of(), refuted);
  }
}
