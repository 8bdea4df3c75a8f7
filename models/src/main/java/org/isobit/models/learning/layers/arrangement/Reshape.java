package org.isobit.models.learning.layers.arrangement;

import java.util.List;
import java.util.Map;
import org.isobit.kernels.pooling.Permutation;
import org.isobit.models.learning.layers.DeviceStages;
import org.isobit.models.learning.layers.FloatLayerOperator;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.LayerOperator;
import org.isobit.models.learning.layers.LayerProvider;
import org.isobit.models.learning.layers.LayerSettings;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.UnaryLayer;
import org.isobit.models.onnx.export.OnnxLayer;
import org.isobit.models.onnx.export.OnnxNodes;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;

/**
 * Samples of another shape, the numbers as they lie, kind {@code reshape}, as PyTorch's {@code Flatten} and
 * {@code Unflatten}. A copy; no parameters. Immutable.
 *
 * @param sizes the dimensions; one of them may be 0: what the others leave
 */
public record Reshape(List<Integer> sizes) implements UnaryLayer, OnnxLayer {

  private static final String KIND = "reshape";

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if there are none, a negative one, or more than one 0
   */
  public Reshape {
    sizes = List.copyOf(sizes);
    if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 0)
        || sizes.stream().filter(size -> size == 0).count() > 1) {
      throw new IllegalArgumentException(KIND + ": sizes must be positive, and one of them may be 0, but are " + sizes);
    }
  }

  /**
   * Samples of a shape.
   *
   * @param sizes the dimensions; one of them may be 0: what the others leave
   * @return the layer
   * @throws IllegalArgumentException if there are none, a negative one, or more than one 0
   */
  public static Reshape of(int... sizes) {
    return new Reshape(Axes.list(sizes));
  }

  /**
   * Samples of one dimension.
   *
   * @return the layer
   */
  public static Reshape flat() {
    return of(0);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("sizes", sizes);
  }

  @Override
  public Shape output(Shape input) {
    long product = sizes.stream().mapToLong(size -> size == 0 ? 1 : size).reduce(1, Math::multiplyExact);
    boolean open = sizes.contains(0);
    if (open ? input.size() % product != 0 : input.size() != product) {
      throw new IllegalArgumentException(KIND + ": samples of " + input + " do not fit " + sizes);
    }
    return Shape.of(sizes.stream().mapToInt(size -> size == 0 ? (int) (input.size() / product) : size).toArray());
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    output(input);
    return List.of();
  }

  private Permutation copy(Shape input) {
    return Permutation.of(new int[] {output(input).size()}, new int[] {0});
  }

  @Override
  public LayerOperator operator(Shape input) {
    return new RearrangeOperator(copy(input));
  }

  @Override
  public FloatLayerOperator floatOperator(Shape input) {
    return new FloatRearrangeOperator(copy(input));
  }

  @Override
  public int onDevice(DeviceStages stages) {
    return stages.input(0);
  }

  @Override
  public String export(OnnxNodes nodes) {
    Shape to = output(Shape.of(nodes.shape(0)));
    return nodes.reshaped(nodes.input(0), to.dimensions().stream().mapToInt(Integer::intValue).toArray());
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(KIND, "samples of another shape, the numbers as they lie", "");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("sizes", Form.INTEGER, "the dimensions; one may be 0: what the others leave")
          .or(Form.INTEGERS).usual(0));
    }

    @Override
    public Layer build(LayerSettings settings) {
      return new Reshape(settings.integers("sizes"));
    }
  }
}
