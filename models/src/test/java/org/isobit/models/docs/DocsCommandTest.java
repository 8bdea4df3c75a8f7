package org.isobit.models.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.isobit.models.analyse.AnalyseCommand;
import org.isobit.models.cli.Told;
import org.isobit.models.cycle.CycleCommand;
import org.isobit.models.registry.Entry;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Registry;
import org.isobit.models.twin.TwinCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual has everything, and its schemas accept the examples and refuse what the commands refuse. */
class DocsCommandTest {

  @TempDir
  private Path folder;

  private static Told docs(String... arguments) {
    return Told.of(new DocsCommand(), arguments);
  }

  @Test
  void everythingIsDescribedInOneSentence() {
    Manual.keys().forEach((path, key) -> sentence(path, key.says()));
    Manual.registries().values().forEach(all -> all.forEach(registry -> {
      for (Entry entry : registry.entries()) {
        sentence(entry.label(), entry.sentence());
        entry.keys().own().forEach(key -> sentence(entry.label() + " " + key.name(), key.says()));
      }
    }));
    assertTrue(Manual.keys().size() > 150, "keys: " + Manual.keys().size());
  }

  private static void sentence(String path, String says) {
    assertTrue(says.length() > 3 && !says.endsWith(".") && says.equals(says.strip()), path + ": '" + says + "'");
  }

  @Test
  void everyKeyAndNameIsFound() {
    for (String path : Manual.keys().keySet()) {
      String inside = Manual.inside(path);
      assertTrue(docs(inside).text().contains(path), path);
    }
    Manual.registries().forEach((plural, all) -> {
      for (Registry<?> registry : all) {
        for (String label : registry.labels()) {
          assertTrue(docs().text().contains(label), label);
          assertTrue(docs(plural).text().contains("  " + label + " "), label);
          assertTrue(docs(label).text().contains(registry.kind() + " " + label + "\n"), label);
        }
      }
    });
  }

  @Test
  void whatIsNotThereIsRefusedWithTheNearest() {
    Told told = docs("lekf");
    assertEquals(2, told.code());
    assertTrue(told.text().contains("there is nothing called 'lekf'; did you mean 'letkf'?"), told.text());
    told = docs("--schema", "net");
    assertEquals(2, told.code());
    assertTrue(told.text().contains("--schema must be one of twin, analyse, cycle, but is 'net'"), told.text());
  }

  @Test
  void commandsShowTheirOwnKeys() {
    for (Callable<Integer> command : List.of(new AnalyseCommand(), new CycleCommand(), new TwinCommand())) {
      Told told = Told.of(command, "--help-config");
      assertEquals(0, told.code());
      String name = command.getClass().getSimpleName().replace("Command", "").toLowerCase(java.util.Locale.ROOT);
      for (String path : Manual.keys().keySet()) {
        String key = Manual.inside(path).replaceAll(".*\\.", "").toLowerCase(java.util.Locale.ROOT);
        assertTrue(!path.startsWith(name + " ") || told.text().toLowerCase(java.util.Locale.ROOT).contains(key), path);
      }
    }
  }

  @Test
  void schemasAreSchemas() {
    JsonSchema meta = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
        .getSchema(SchemaLocation.of("http://json-schema.org/draft-07/schema#"));
    for (String command : Manual.commands().keySet()) {
      assertEquals(Set.of(), meta.validate(docs("--schema", command).text(), InputFormat.JSON));
    }
  }

  @Test
  void schemasAcceptTheExamples() throws IOException {
    for (String name : List.of("L63-A10", "L63-S12", "L96-H15", "L96-S08", "L96-S08-all", "L96-adaptive",
        "L96-L09", "L63-S12-PF", "L96-B10", "L96-B10-PF", "L96-B10-OptPF", "L96-sweep", "L96-DAB", "L63-B12-5")) {
      assertEquals(Set.of(), problems("twin", resource("twin/" + name + ".yaml")), name);
    }
    assertEquals(Set.of(), problems("analyse", resource("analyse/netcdf-example.yaml")));
    assertEquals(Set.of(), problems("analyse", resource("analyse/scheme-example.yaml")));
    assertEquals(Set.of(), problems("cycle", resource("cycle/config.yaml")));
    assertEquals(Set.of(), problems("cycle", resource("cycle/external.yaml")));
    Told.of(new AnalyseCommand(), "--example", folder.toString());
    assertEquals(Set.of(), problems("analyse", Files.readString(folder.resolve("config.yaml"))));
  }

  @Test
  void schemasRefuseMistakes() throws IOException {
    String twin = resource("twin/L96-S08.yaml");
    for (String[] change : new String[][] {{"cycles: ", "cicles: "}, {"cycles: ", "cycles: -"},
        {"scheme: rk4", "scheme: rk5"}, {"name: lorenz96", "name: lorenz97"}, {"filter: letkf", "filter: lekf"},
        {"forcing:", "force:"}}) {
      assertTrue(twin.contains(change[0]), change[0]);
      assertFalse(problems("twin", twin.replace(change[0], change[1])).isEmpty(), change[1]);
    }
  }

  private static Set<ValidationMessage> problems(String command, String yaml) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(docs("--schema", command).text())
        .validate(yaml, InputFormat.YAML);
  }

  @Test
  void aSchemaNamesBoundsAndWords() throws IOException {
    JsonNode schema = new ObjectMapper().readTree(docs("--schema", "analyse").text());
    JsonNode method = schema.at("/properties/method/properties");
    assertEquals("letkf", method.at("/filter/enum/7").asText());
    assertEquals(0.0, method.at("/localization/properties/radius/exclusiveMinimum").asDouble(-1));
    assertFalse(schema.at("/properties/method/additionalProperties").asBoolean(true));
    assertTrue(method.at("/batch/description").asText()
        .endsWith("for the filters letkf, lestkf, letkf-n, lnetf and lknetf"));
    Key seed = Manual.keys().get("analyse seed");
    assertEquals(Long.parseLong(seed.usual()), schema.at("/properties/seed/default").asLong());
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = DocsCommandTest.class.getResourceAsStream("/org/isobit/models/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
