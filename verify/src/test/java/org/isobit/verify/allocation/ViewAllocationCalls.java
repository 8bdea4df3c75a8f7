// Master of FloatViewAllocationCalls: the float version is generated from this file.
package org.isobit.verify.allocation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;
import org.isobit.kernels.column.Diffusion;
import org.isobit.kernels.column.OpticalDepth;
import org.isobit.kernels.dynamics.Stages; // float:
import org.isobit.kernels.ecosystem.FashamFlows;
import org.isobit.kernels.ecosystem.NpzdFlows;
import org.isobit.kernels.ecosystem.Transfers;
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.kernels.ensemble.EnsembleMoments;
import org.isobit.kernels.ensemble.Relaxation;
import org.isobit.kernels.ensemble.SerialUpdate; // float:
import org.isobit.kernels.ensemble.Transform;
import org.isobit.kernels.ensemble.WeightBlend;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.gemm.GemmCall;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.AdamRates;
import org.isobit.kernels.neural.Dense;
import org.isobit.kernels.neural.DenseCall;
import org.isobit.kernels.neural.DenseLayer;
import org.isobit.kernels.neural.DenseStack;
import org.isobit.kernels.neural.DenseWeights;
import org.isobit.kernels.neural.Gate;
import org.isobit.kernels.neural.Gates;
import org.isobit.kernels.neural.Losses;
import org.isobit.kernels.neural.Optimizers;
import org.isobit.kernels.neural.Sampling;
import org.isobit.kernels.neural.Softmax;
import org.isobit.kernels.recurrent.GruGates;
import org.isobit.kernels.recurrent.LstmGates;
import org.isobit.linalg.cholesky.Cholesky;
import org.isobit.linalg.cholesky.Triangular;
import org.isobit.linalg.eigen.SymmetricEigen;
import org.isobit.linalg.qr.HouseholderQr;
import org.isobit.linalg.sqrt.SymmetricRoot;
import org.isobit.linalg.svd.JacobiSvd;
import org.isobit.verify.Inputs;

/** {@link AllocationCalls} of the forms that take views, which are made once and kept. */
final class ViewAllocationCalls {

  /** What names of these calls have before the kernel's. */
  static final String PREFIX = "views of ";

  private static final int MEMBERS = 13;
  private static final int N = 103;
  private static final Workers ONE = Workers.serial();

  private final Map<String, Runnable> calls = new LinkedHashMap<>();
  private final Matrix e = matrix(1, MEMBERS, N);
  private final Matrix a = matrix(2, MEMBERS, N);
  private final Matrix b = matrix(3, MEMBERS, N);
  private final Matrix s = matrix(4, 1, N);
  private final Matrix t = matrix(5, 1, N);
  private double sink;

  /** The calls by kernel name. */
  static Map<String, Runnable> all() {
    ViewAllocationCalls list = new ViewAllocationCalls();
    list.products();
    list.ensembles();
    list.layers();
    list.cells();
    list.columns();
    list.ecosystems();
    list.vectors();
    LossAllocationCalls.views().forEach(list::add);
    list.factors();
    list.doubleAlone(); // float:
    return list.calls;
  }

  private void add(String name, Runnable call) {
    calls.put(PREFIX + name + ".double", call);
  }

  private static Matrix matrix(long seed, int rows, int columns) {
    return Matrix.of(new Inputs(seed).doubles(rows * columns), rows, columns);
  }

  private void products() {
    Matrix x = matrix(6, 83, 83);
    Matrix y = matrix(7, 83, 83);
    Matrix c = matrix(8, 83, 83);
    Matrix small = x.rows(3, 13).columns(5, 13);
    Matrix smallC = c.rows(3, 13).columns(5, 13);
    GemmCall call = GemmCall.PLAIN.withBeta(0.5);
    GemmCall turned = call.withTransposes(true, false);
    add("gemm", () -> {
      call.gemm(small, small, smallC);
      call.gemm(x, y, c);
      turned.gemm(x, y, c);
    });
    add("syrk", () -> turned.syrk(x, c));
    add("gram", () -> call.gram(x, c));
    Matrix column = y.columns(4, 1);
    Matrix row = c.rows(7, 1);
    add("gemv", () -> call.gemv(x, column, row));
    add("ger", () -> Gemm.ger(0.0, column, row, x, ONE));
  }

  private void ensembles() {
    Matrix w = Matrix.allocate(MEMBERS, MEMBERS);
    for (int i = 0; i < MEMBERS; i++) {
      w.set(i, i, 1.0);
    }
    add("ensembleMean", () -> EnsembleMoments.mean(e, s, ONE));
    add("ensembleSpread", () -> EnsembleMoments.spread(e, s, ONE));
    add("anomalySpread", () -> EnsembleMoments.anomalySpread(e, s, ONE));
    add("subtractMean", () -> Anomalies.subtractMean(e, s, b, ONE));
    add("addMean", () -> Anomalies.addMean(t, e, b, ONE));
    add("inflate", () -> Anomalies.inflate(1.0, a, ONE));
    add("scaleAnomalies", () -> Anomalies.scale(1.0, a, ONE));
    add("relaxToPriorPerturbations", () -> Relaxation.toPriorPerturbations(0.5, e, a, ONE));
    add("relaxToPriorSpread", () -> Relaxation.toPriorSpread(0.5, t, t, a, ONE));
    add("transform", () -> Transform.apply(false, w, e, b, ONE));
    add("transformAround", () -> Transform.applyAround(false, w, t, e, b, ONE));
    add("transformInPlace", () -> Transform.applyInPlace(false, w, a, ONE));
    add("weightBlend", () -> WeightBlend.blend(e, 0.25, e, 0.5, a, 0.75, a, b));
  }

  private void columns() {
    Matrix background = matrix(20, 1, MEMBERS);
    Matrix c = matrix(21, 2, MEMBERS * N);
    Matrix factors = matrix(22, 3 * MEMBERS, N);
    Matrix work = matrix(23, MEMBERS, N);
    add("diffusionStep", () -> Diffusion.step(background, factors, c, work, ONE));
    add("opticalDepth", () -> OpticalDepth.depth(background, background, 0.5, c, b, ONE));
  }

  private void ecosystems() {
    int cells = 3 * N;
    Matrix parameters = filled(FashamFlows.PARAMETERS, N);
    Matrix light = filled(3, N);
    Matrix surface = light.rows(0, 1);
    Matrix pools = filled(FashamFlows.POOLS, cells);
    Matrix flows = filled(FashamFlows.FLOWS, cells);
    Matrix fewer = parameters.rows(0, NpzdFlows.PARAMETERS);
    Matrix few = pools.rows(0, NpzdFlows.POOLS);
    Matrix some = flows.rows(0, NpzdFlows.FLOWS);
    int[] from = FashamFlows.from();
    int[] to = FashamFlows.to();
    double[] workspace = new double[Transfers.workspace(FashamFlows.POOLS, ONE)];
    add("npzdFlows", () -> NpzdFlows.rates(fewer, surface, light, few, some, ONE));
    add("fashamFlows", () -> FashamFlows.rates(parameters, light, pools, flows, ONE));
    add("transferEuler", () -> Transfers.euler(from, to, 0x1p-60, 0.0, flows, pools, ONE));
    add("transferPatankar", () -> Transfers.patankar(from, to, 0x1p-60, flows, pools, workspace, ONE));
  }

  private static Matrix filled(int rows, int columns) {
    double[] x = new double[rows * columns];
    Arrays.fill(x, 0.5);
    return Matrix.of(x, rows, columns);
  }

  private void layers() {
    int outputs = 19;
    DenseLayer layer = DenseLayer.of(N, outputs, Activation.TANH);
    Matrix w = matrix(9, N, outputs);
    Matrix bias = matrix(10, 1, outputs);
    Matrix y = matrix(11, MEMBERS, outputs);
    Matrix stored = matrix(12, MEMBERS, outputs);
    Matrix dy = matrix(13, MEMBERS, outputs);
    DenseCall call = DenseCall.of(layer, w, bias).withGradient(matrix(14, N, outputs), matrix(15, 1, outputs), false);
    add("dense", () -> call.forward(e, y));
    add("denseGradient", () -> {
      dy.set(0, 0, 1.0); // the gradient of the outputs is overwritten and shrinks
      call.backward(e, stored, dy, b);
    });
    DenseWeights packed = DenseWeights.of(layer, w.array(), 0, bias.array(), 0);
    DenseStack stack = DenseStack.of(packed);
    add("packedDense", () -> Dense.forward(packed, e, y));
    add("denseStack", () -> stack.forward(e, y, ONE));
    Matrix halves = matrix(20, MEMBERS, 2 * N);
    Matrix moved = matrix(21, MEMBERS, 2 * N);
    add("gate", () -> Gates.forward(Gate.SWIGLU, halves, b, ONE));
    add("gateGradient", () -> Gates.backward(Gate.SWIGLU, halves, b, moved, ONE));
    add("gateTangent", () -> Gates.tangent(Gate.SWIGLU, halves, moved, b, ONE));
    add("softmax", () -> Softmax.forward(e, b, ONE));
    add("softmaxGradient", () -> Softmax.backward(e, a, b, ONE));
  }

  private void vectors() {
    Matrix first = Matrix.allocate(MEMBERS, N);
    Matrix second = Matrix.allocate(MEMBERS, N);
    AdamRates rates = AdamRates.of(1e-6); // float: unchanged
    add("gaussianLoss", () -> sink += Losses.gaussian(0.5, e, a, a, b, first));
    add("laplaceLoss", () -> sink += Losses.laplace(0.5, e, a, a, b, first));
    add("adam", () -> Optimizers.adam(rates, 3, b, a, first, second, ONE));
    add("sampleGradient", () -> Sampling.sampleGradient(1, 2, 3, e, a, first, second));
  }

  private void cells() {
    Matrix four = matrix(22, MEMBERS, 4 * N);
    Matrix moved4 = matrix(23, MEMBERS, 4 * N);
    Matrix first = matrix(24, MEMBERS, N);
    Matrix second = matrix(25, MEMBERS, N);
    add("lstmGates", () -> LstmGates.forward(four, a, b, first, ONE));
    add("lstmGatesGradient", () -> LstmGates.backward(four, a, b, first, second, moved4, ONE));
    add("lstmGatesTangent", () -> LstmGates.tangent(four, a, b, moved4, first, second, ONE));
    add("gruGates", () -> GruGates.forward(four, a, b, ONE));
    add("gruGatesGradient", () -> GruGates.backward(four, a, b, first, moved4, ONE));
    add("gruGatesTangent", () -> GruGates.tangent(four, a, moved4, b, first, ONE));
  }

  /** Right-hand sides are 0 and stay so. */
  private void factors() {
    Matrix x = matrix(20, MEMBERS, MEMBERS);
    for (int i = 0; i < MEMBERS; i++) {
      x.set(i, i, 2 * MEMBERS + i);
    }
    Matrix out = Matrix.allocate(MEMBERS, MEMBERS);
    Matrix zero = Matrix.allocate(MEMBERS, 3);
    Matrix solution = Matrix.allocate(MEMBERS, 3);
    Cholesky cholesky = new Cholesky();
    SymmetricEigen eigen = new SymmetricEigen();
    SymmetricRoot root = new SymmetricRoot();
    HouseholderQr qr = new HouseholderQr();
    JacobiSvd svd = new JacobiSvd();
    add("cholesky", () -> cholesky.factor(x).solve(zero));
    add("triangularSolve", () -> Triangular.solve(true, false, x, zero));
    add("eigen", () -> eigen.factor(x).vectors(out));
    add("squareRoot", () -> root.factor(x).squareRoot(out));
    add("qr", () -> qr.factor(x).solve(zero));
    add("svd", () -> svd.factor(x).solve(zero, solution));
  }

  private void doubleAlone() { // float:
    int[] block = {3, 0, 1, 2}; // float:
    Matrix z = matrix(16, MEMBERS, 4 * SerialUpdate.WIDTH); // float:
    Matrix mean = matrix(17, 1, 4 * SerialUpdate.WIDTH); // float:
    Matrix weight = matrix(18, 4, SerialUpdate.WIDTH); // float:
    Matrix y = matrix(19, 1, MEMBERS); // float:
    add("serialUpdate", () -> SerialUpdate.update(block, 0, weight, y, 0.0, 0.0, z, mean)); // float:
    add("rungeKutta4", () -> Stages.rungeKutta4(0.0, e, a, a, a, b)); // float:
  } // float:
}
