package org.isobit.models.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.chart.FlowFigure;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.MemoryFolder;
import org.isobit.models.cli.Told;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.ArchitectureBuilder;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.onnx.OnnxCorpus;
import org.isobit.models.weights.NetworkFile;
import org.isobit.models.weights.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** Pictures of networks. */
class NetFigureTest {

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private static Told info(Object... arguments) {
    return Told.of(new NetCommand(), Stream.concat(Stream.of("info"), Stream.of(arguments).map(Object::toString))
        .toArray(String[]::new));
  }

  /** Two inputs, skips of three lengths, two outputs. */
  private Path network() throws IOException {
    ArchitectureBuilder b = Architecture.builder();
    int x = b.input(Shape.of(3));
    int z = b.input(Shape.of(5));
    int first = b.add(Layers.dense(5, Activation.TANH), x);
    int both = b.add(Layers.sum(2), first, z);
    int third = b.add(Layers.dense(5, Activation.GELU), both);
    int sum = b.add(Layers.sum(3), third, both, first);
    int joined = b.add(Layers.concat(2, 0), sum, x);
    Network network = Network.of(b.build(joined, third));
    Path file = folder.resolve("graph.safetensors");
    NetworkFile.write(file, network.architecture(), network.initialize(1, 0), Map.of());
    return file;
  }

  private static List<String> texts(Path svg) throws Exception {
    Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile());
    NodeList nodes = document.getElementsByTagName("text");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }

  @Test
  void everyInputLayerAndOutputHasItsBox() throws Exception {
    Path svg = folder.resolve("graph.svg");
    Told told = info(network(), "--figure", svg);
    assertEquals(Cli.OK, told.code(), told.text());
    assertTrue(told.text().contains("Figure   " + svg), told.text());
    List<String> texts = texts(svg);
    for (String wanted : List.of("graph.safetensors", "input x0", "input x1", "0  dense  \u2192 5", "1  sum  \u2192 5",
        "2  dense  \u2192 5", "3  sum  \u2192 5", "4  concat  \u2192 8", "output y0", "output y1")) {
      assertTrue(texts.contains(wanted), wanted + " in " + texts);
    }
    assertTrue(texts.stream().anyMatch(t -> t.startsWith("20 parameters, outputs 5, activation tanh")),
        texts::toString);
  }

  /** ONNX models whose nodes are layers have one, others are refused. */
  @Test
  void onnxModelsHavePictures() throws Exception {
    Path model = folder.resolve("graph.onnx");
    assertEquals(Cli.OK, Told.of(new NetCommand(), "convert", network().toString(), model.toString()).code());
    Path svg = folder.resolve("onnx.svg");
    Told told = info(model, "--figure", svg);
    assertEquals(Cli.OK, told.code(), told.text());
    assertTrue(texts(svg).contains("output y1"), told.text());
    Files.write(folder.resolve("other.onnx"), OnnxCorpus.all().getFirst());
    Path none = folder.resolve("none.svg");
    assertEquals(Cli.BAD_INPUT, info(folder.resolve("other.onnx"), "--figure", none).code());
    assertFalse(Files.exists(none));
  }

  @Test
  void theNameSaysWhichPictureItIs() throws IOException {
    Path png = folder.resolve("graph.PNG");
    assertEquals(Cli.OK, info(network(), "--figure", png).code());
    assertTrue(ImageIO.read(png.toFile()).getHeight() > 1000);
    Told told = info(network(), "--figure", folder.resolve("graph.pdf"));
    assertEquals(Cli.BAD_INPUT, told.code());
    assertTrue(told.text().contains("graph.pdf: a figure's name must end with .svg or .png"), told.text());
  }

  @Test
  void aFileWithoutANetworkHasNoPicture() throws IOException {
    Path file = folder.resolve("plain.safetensors");
    SafetensorsWriter.write(file, Map.of(), List.of());
    Path svg = folder.resolve("plain.svg");
    Told told = info(file, "--figure", svg);
    assertEquals(Cli.BAD_INPUT, told.code(), told.text());
    assertTrue(told.text().contains("there is no network to draw"), told.text());
    assertFalse(Files.exists(svg));
  }

  @Test
  void boxesReadWhatIsAboveThem() {
    FlowFigure.Box box = new FlowFigure.Box("a", "b", 0, List.of(0));
    assertTrue(assertThrows(IllegalArgumentException.class, () -> new FlowFigure("t", "s", List.of(box)))
        .getMessage().contains("box 0 cannot read box 0"));
  }
}
