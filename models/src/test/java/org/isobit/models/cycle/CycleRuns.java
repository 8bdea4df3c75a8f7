package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.device.DeviceUse;
import org.isobit.models.cli.MemoryFolder;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A small cycle, run in this process. */
abstract class CycleRuns {

  static final int SIZE = 4;
  static final int MEMBERS = 5;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  Path out;
  String told;
  String table;

  @BeforeEach
  void write() throws IOException {
    out = folder.resolve("out");
    NpyFile.write(folder.resolve("mean.npy"), new double[] {1, 2, 3, 4}, SIZE);
    for (int c = 1; c <= 3; c++) {
      NpyFile.write(folder.resolve("truth" + c + ".npy"), new double[] {1, 2, 3, 4}, SIZE);
    }
    for (String c : List.of("1", "3")) {
      Files.writeString(folder.resolve("o" + c + ".csv"), "index,value,sd\n0,1.5,0.5\n2,3.25,1\n");
    }
    Files.writeString(folder.resolve("model.yaml"), """
        cycles: 3
        forecast: {model: {name: lorenz96, size: 4, forcing: 8.0}, integrator: {scheme: heun, step: 0.01}, steps: 2}
        ensemble: {members: 5, mean: [1, 2, 3, 4], variance: 0.5}
        grid: {x: {periodic: true}}
        observations: {file: 'o{cycle}.csv', operator: index, missing: forecast-only}
        method: {filter: etkf}
        truth: truth{cycle}.npy
        output: {picture: false}
        """);
    Files.writeString(folder.resolve("command.yaml"), """
        cycles: 3
        forecast: {command: 'cp {in} {out}', shell: true, files: npy, processes: 2, on-failure: continue, least-members: 3}
        ensemble: {members: 5, mean-file: mean.npy, variance: 0.5}
        observations: {file: 'o{cycle}.csv', operator: index, missing: forecast-only}
        method: {filter: etkf}
        output: {picture: false}
        """);
  }

  CyclePlan plan(String config, String... overrides) throws IOException {
    return CyclePlan.read(Settings.read(folder.resolve(config), List.of(overrides)), folder, out, null);
  }

  void run(String config, String... overrides) throws IOException {
    CyclePlan plan = plan(config, overrides);
    StringWriter notes = new StringWriter();
    try {
      // Buffered: what is told is to be seen at once.
      table = new CycleRun(plan, new PrintWriter(new BufferedWriter(notes)), new DeviceUse(_ -> { })).run();
    } finally {
      told = notes.toString();
    }
  }

  List<JsonObject> records() throws IOException {
    List<JsonObject> records = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve("journal"))) {
      JsonElement json = JsonParser.parseString(line.substring(line.indexOf(' ', 9) + 1));
      records.add(json.getAsJsonObject());
    }
    return records;
  }

  double[] ensemble(int cycle) throws IOException {
    return NpyFile.read(out.resolve("ensembles/00000" + cycle + ".npy")).doubles();
  }

  String fails(Class<? extends RuntimeException> type, String config, String... overrides) {
    return assertThrows(type, () -> run(config, overrides)).getMessage();
  }

  List<String> names(String name) throws IOException {
    try (var all = Files.list(out.resolve(name))) {
      return all.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }
}
