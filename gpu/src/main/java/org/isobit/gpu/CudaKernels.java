package org.isobit.gpu;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.isobit.gpu.elementary.ElementaryFunction;
import org.isobit.gpu.localization.TaperKind;
import org.isobit.kernels.Backend;
import org.isobit.kernels.catalog.KernelImplementations;

/**
 * The kernels of the catalogue that run on CUDA devices, and the entries of the PTX that each launches. Thread-safe.
 */
public final class CudaKernels implements KernelImplementations {

  private static final String DOUBLE = "double";
  private static final List<String> BOTH = List.of(DOUBLE, "float");

  /** What a product launches: large tiles or small ones, by its shape. */
  private static final String[] PRODUCT = {"gemm_large", "gemm_small"};

  private static final Map<String, List<String>> ENTRIES = new TreeMap<>();

  static {
    for (ElementaryFunction f : ElementaryFunction.values()) {
      put(f.kernel(), f.inFloat() ? BOTH : List.of(DOUBLE), "elementary_" + f.kernel());
    }
    for (TaperKind kind : TaperKind.values()) {
      put(kind.kernel() + "Taper", "localization_" + kind.kernel());
    }
    for (String kind : List.of("euclidean", "periodic", "greatCircle")) {
      put(kind + "Distance", "localization_" + kind);
    }
    put("unitVectors", "localization_unitVectors");
    for (String sum : List.of("sum", "dot", "weightedDot", "norm1", "squaredDeviations")) {
      put(sum, "reduce_" + sum, "reduce_tree");
    }
    put("maxAbs", "reduce_maxAbs", "reduce_largest");
    put("norm2", "reduce_maxAbs", "reduce_largest", "reduce_scaledSquares", "reduce_tree", "reduce_norm2");
    for (String sum : List.of("laneSum", "laneMean", "laneDot", "laneSquaredDeviations")) {
      put(sum, "reduce_" + sum);
    }
    for (String product : List.of("gemm", "syrk", "gram", "transform")) {
      put(product, PRODUCT);
    }
    put("gemv", "gemm_gemv");
    put("ger", "gemm_ger");
    put("transformAround", with("ensemble_repeat", PRODUCT));
    put("transformInPlace", with("ensemble_repeat", PRODUCT));
    put("ensembleMean", "ensemble_mean");
    put("ensembleSpread", "ensemble_spread");
    for (String operation : List.of("anomalySpread", "subtractMean", "addMean", "inflate")) {
      put(operation, "ensemble_" + operation);
    }
    put("scaleAnomalies", "ensemble_scale");
    put("relaxToPriorPerturbations", "ensemble_relaxPerturbations");
    put("relaxToPriorSpread", "ensemble_relaxSpread");
    for (String operation : List.of("activation", "activationGradient", "softmax", "softmaxGradient")) {
      put(operation, "neural_" + operation);
    }
    put("furtherActivation", "neural_activation");
    put("furtherActivationGradient", "neural_activationGradient");
    put("dense", with("neural_bias", with("neural_activation", PRODUCT)));
    for (String convolution : List.of("convolution", "transposedConvolution")) {
      put(convolution, "convolution_large", "convolution_wide", "convolution_few", "convolution_single");
    }
    put("maxPooling", "pooling_maximum");
    put("averagePooling", "pooling_average");
    put("resize", "pooling_resize");
    put("rearrange", "pooling_rearrange", "pooling_transpose");
    put("gate", "neural_gate");
    put("rmsNorm", "normalization_rows", "normalization_squares", "normalization_elements");
    for (String norm : List.of("layerNorm", "groupNorm")) {
      put(norm, "normalization_rows", "normalization_sums", "normalization_squares", "normalization_elements");
    }
    put("batchNormInference", "normalization_inference");
    put("attention", "attention_32", "attention_64", "attention_128");
    put("rotary", "rotary_turn");
    put("rotaryAngles", "rotary_angles");
    put("lstmGates", "recurrent_lstm");
    put("gruGates", "recurrent_gru");
    put("batchGram", "batch_gram");
    put("batchRational", "batch_factor", "batch_judge", "batch_rotate", "batch_inverse", "batch_sum", "batch_matrix",
        "batch_block_factor", "batch_block_rotate", "batch_block_inverse", "batch_block_sum", "batch_block_matrix");
    put("localAnalysis", "local_few", "local_many", "local_observations", "local_gram", "local_observed", "local_load",
        "local_product", "local_mean", "local_store", "local_kept", "batch_factor", "batch_judge", "batch_rotate",
        "batch_inverse", "batch_sum", "batch_matrix");
    for (String transform : List.of("fft", "inverseFft", "fieldFft", "inverseFieldFft")) {
      put(transform, "fourier_stage");
    }
    for (String transform : List.of("realFft", "realFieldFft")) {
      put(transform, "fourier_stage", "fourier_turn", "fourier_widen", "fourier_narrow");
    }
    for (String transform : List.of("inverseRealFft", "inverseRealFieldFft")) {
      put(transform, "fourier_stage", "fourier_turn", "fourier_mirror", "fourier_narrow");
    }
    put("tridiagonalFactor", "column_factor");
    put("tridiagonalSolve", "column_solve");
    put("diffusionFactor", "column_diffusion_factor");
    put("diffusionStep", "column_diffusion_step");
    put("sinking", "column_sinking");
    put("opticalDepth", "column_optical_depth");
    put("npzdFlows", "ecosystem_npzd");
    put("fashamFlows", "ecosystem_fasham");
    put("transferEuler", "ecosystem_euler");
    put("transferPatankar", "ecosystem_patankar");
    put("uniform", "random_uniform");
    put("gaussian", "random_gaussian");
    ENTRIES.put("words.int", List.of("random_words"));
  }

  /** Made by the service loader. */
  public CudaKernels() {}

  private static String[] with(String entry, String... others) {
    return Stream.concat(Stream.of(entry), Stream.of(others)).toArray(String[]::new);
  }

  private static void put(String operation, String... entries) {
    put(operation, BOTH, entries);
  }

  private static void put(String operation, List<String> types, String... entries) {
    for (String type : types) {
      ENTRIES.put(operation + "." + type, Stream.of(entries).map(entry -> entry + "_" + type).toList());
    }
  }

  @Override
  public Backend backend() {
    return Backend.CUDA;
  }

  @Override
  public Collection<String> kernels() {
    return List.copyOf(ENTRIES.keySet());
  }

  /**
   * What a kernel launches.
   *
   * @param kernel its name in the catalogue
   * @return the entries of the PTX, some of them by shape
   * @throws IllegalArgumentException if the kernel has no CUDA implementation
   */
  public static List<String> entries(String kernel) {
    List<String> entries = ENTRIES.get(kernel);
    if (entries == null) {
      throw new IllegalArgumentException("there is no CUDA implementation of " + kernel);
    }
    return entries;
  }
}
