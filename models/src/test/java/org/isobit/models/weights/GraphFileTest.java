package org.isobit.models.weights;

import static org.isobit.models.weights.NetworkFileTest.refused;
import static org.isobit.models.weights.NetworkFileTest.yaml;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.ArchitectureBuilder;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that are no chains, in files and in descriptions. */
class GraphFileTest {

  @TempDir
  Path folder;

  private static Architecture graph() {
    ArchitectureBuilder builder = Architecture.builder();
    int x = builder.input(Shape.of(2));
    int z = builder.input(Shape.of(3));
    int h = builder.add(Layers.dense(3, Activation.TANH), x);
    int s = builder.add(Layers.sum(2), z, h);
    int y = builder.add(Layers.dense(1, Activation.IDENTITY), s);
    return builder.build(y, h);
  }

  @Test
  void aGraphComesBack() throws IOException {
    Path file = folder.resolve("graph.safetensors");
    Network network = Network.of(graph());
    double[] theta = network.initialize(3, 0);
    NetworkFile.write(file, graph(), theta, Map.of());
    NetworkFile back = NetworkFile.read(file);
    assertEquals(graph(), back.architecture());
    assertFalse(back.architecture().isChain());
    assertArrayEquals(theta, back.doubles());
    String head = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    assertTrue(head.contains("\\\"format\\\":2"), head.substring(0, 300));
  }

  /** Readers of the first form know nothing of graphs; chains are written as they always were. */
  @Test
  void aChainIsWrittenInTheFirstForm() throws IOException {
    Path file = folder.resolve("chain.safetensors");
    Architecture chain = Architecture.of(Shape.of(2), List.of(Layers.dense(2, Activation.TANH)));
    NetworkFile.write(file, chain, new double[6], Map.of());
    String head = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    assertTrue(head.contains("\\\"format\\\":1") && !head.contains("from"), head.substring(0, 300));
    assertTrue(NetworkFile.read(file).architecture().isChain());
  }

  @Test
  void aDescriptionNamesValues() throws IOException {
    Path file = folder.resolve("graph.safetensors");
    NetworkFile.write(file, graph(), new double[13], Map.of());
    NetworkFile named = NetworkFile.read(file, yaml(folder, """
        inputs:
          - {name: x, shape: [2]}
          - {name: z, shape: [3]}
        layers:
          - {kind: dense, outputs: 3, activation: tanh, name: h, from: [x]}
          - {kind: sum, from: [z, layers.0]}
          - {kind: dense, outputs: 1, name: y}
        outputs: [y, h]
        """));
    assertEquals(graph().outputs(), named.architecture().outputs());
    assertEquals(List.of(1, 2), named.architecture().reads(1));
    Architecture skip = NetworkFile.read(chain(), yaml(folder, """
        input: [2]
        layers:
          - {kind: dense, outputs: 2}
          - {kind: sum, terms: 2, from: [input, layers.0]}
        """)).architecture();
    assertEquals(List.of(0, 1), skip.reads(1));
  }

  private Path chain() throws IOException {
    Path file = folder.resolve("chain.safetensors");
    NetworkFile.write(file, Architecture.of(Shape.of(2), List.of(Layers.dense(2, Activation.IDENTITY))),
        new double[6], Map.of());
    return file;
  }

  @Test
  void whatIsNoGraphIsRefused() throws IOException {
    refuse("layers.0.from: there is no value 'h' before this one", """
        input: [2]
        layers:
          - {kind: dense, outputs: 2, from: h}
        """);
    refuse("layers.1.from: there is no value '7' before this one", """
        input: [2]
        layers:
          - {kind: dense, outputs: 2}
          - {kind: sum, from: [input, 7]}
        """);
    refuse("layers.0.from: is missing: with several inputs, it must be said what is read", """
        inputs: [{shape: [2]}, {shape: [2]}]
        layers:
          - {kind: dense, outputs: 2}
        """);
    refuse("layers.1: network: layer 1 (sum): reads 2 values, but is given 1", """
        input: [2]
        layers:
          - {kind: dense, outputs: 2}
          - {kind: sum}
        """);
    refuse("layers: network: nothing reads what layer 0 (dense) makes", """
        input: [2]
        layers:
          - {kind: dense, outputs: 2}
          - {kind: softmax, from: input}
        """);
    refuse("layers.1.name: there are two values of the name 'h'", """
        input: [2]
        layers:
          - {kind: dense, outputs: 2, name: h}
          - {kind: dense, outputs: 2, name: h}
        """);
    refuse("input: cannot stand beside inputs", """
        input: [2]
        inputs: [{shape: [2]}]
        layers:
          - {kind: dense, outputs: 2}
        """);
    refuse("inputs.0: must be an input, {name: ..., shape: [...]}, but is '2'", """
        inputs: [2]
        layers:
          - {kind: dense, outputs: 2}
        """);
    refuse("outputs: there is no value 'g' before this one", """
        input: [2]
        layers:
          - {kind: dense, outputs: 2}
        outputs: [g]
        """);
    refuse("format: must be 1 or 2, but is '3'", """
        format: 3
        input: [2]
        layers:
          - {kind: dense, outputs: 2}
        """);
  }

  private void refuse(String part, String description) throws IOException {
    Path file = chain();
    Path text = yaml(folder, description);
    refused(part, () -> NetworkFile.read(file, text));
  }
}
