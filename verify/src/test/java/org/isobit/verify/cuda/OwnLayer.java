package org.isobit.verify.cuda;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.layers.FloatLayerOperator;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.LayerOperator;
import org.isobit.models.learning.layers.LayerProvider;
import org.isobit.models.learning.layers.LayerSettings;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.UnaryLayer;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;
import org.isobit.models.registry.Registry;
import org.isobit.models.weights.NetworkFile;

/** A layer of somebody's own, softmax by another name, that says nothing of devices. */
public record OwnLayer() implements UnaryLayer {

  /**
   * Writes a network with it, in a JVM of its own, in which the layer is known from then on.
   *
   * @param arguments the jar that makes it known, and where the network goes
   */
  public static void main(String[] arguments) throws IOException {
    Registry.lookIn(new URLClassLoader(new URL[] {Path.of(arguments[0]).toUri().toURL()}));
    Architecture architecture = Architecture.of(Shape.of(512), List.of(Layers.dense(512, Activation.RELU),
        new OwnLayer()));
    NetworkFile.write(Path.of(arguments[1]), architecture, Network.of(architecture).initialize(3, 0), Map.of());
  }

  @Override
  public String kind() {
    return "own";
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of();
  }

  @Override
  public Shape output(Shape input) {
    return input;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return List.of();
  }

  @Override
  public LayerOperator operator(Shape input) {
    return Layers.softmax().operator(List.of(input));
  }

  @Override
  public FloatLayerOperator floatOperator(Shape input) {
    return Layers.softmax().floatOperator(List.of(input));
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("own", "softmax by another name", "");
    }

    @Override
    public Keys keys() {
      return Keys.of();
    }

    @Override
    public Layer build(LayerSettings settings) {
      return new OwnLayer();
    }
  }
}
