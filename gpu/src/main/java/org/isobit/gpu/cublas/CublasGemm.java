package org.isobit.gpu.cublas;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jcuda.Pointer;
import jcuda.cudaDataType;
import jcuda.jcublas.JCublas2;
import jcuda.jcublas.cublasAtomicsMode;
import jcuda.jcublas.cublasComputeType;
import jcuda.jcublas.cublasGemmAlgo;
import jcuda.jcublas.cublasHandle;
import jcuda.jcublas.cublasMath;
import jcuda.jcublas.cublasOperation;
import jcuda.jcublas.cublasPointerMode;
import jcuda.jcublas.cublasStatus;
import jcuda.runtime.cudaStream_t;
import org.isobit.gpu.Device;
import org.isobit.gpu.DeviceArena;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.DeviceMemory;
import org.isobit.gpu.Ending;
import org.isobit.gpu.FloatDeviceArray;
import org.isobit.gpu.Interop;
import org.isobit.gpu.Stream;

/**
 * Matrix products by cuBLAS, class BOUNDED: an error within {@link GemmBound}, and bits that depend on cuBLAS's
 * version, the device and the shape. It must be asked for by name, by making an object of this class; where there is
 * no cuBLAS, that is an error and no other kernel takes over. {@link org.isobit.gpu.gemm.GemmCuda} has the same
 * products, class EXACT.
 *
 * <p>Matrices are row-major with leading dimensions, offsets and dimensions as there. cuBLAS's are column-major: a
 * row-major C is Cᵀ to it, and Cᵀ = op(B)ᵀ·op(A)ᵀ, so the operands change places and keep their transposes. Every
 * method throws {@link IllegalArgumentException} for negative sizes, a leading dimension below the columns or above
 * 2³¹ − 1, a matrix that leaves its array, C overlapping A or B, and arrays that are not of the precision's type;
 * {@link CublasException} if cuBLAS refuses. α = 0 or k = 0 gives β·C without reading A or B; β = 0 writes C without
 * reading it. No call waits.
 *
 * <p>The object has a cuBLAS handle and the workspace that is recommended for the device (32 MiB from compute
 * capability 9.0 on, else 4 MiB), so that no call allocates. Not thread-safe: an object belongs to its stream, and is
 * closed before the stream is.
 */
public final class CublasGemm implements AutoCloseable {

  /** Arithmetic. */
  public enum Precision {
    /** Doubles, computed in double: {@code cublasDgemm}. */
    DOUBLE(Double.BYTES, "CUBLAS_EMULATE_DOUBLE_PRECISION"),
    /** Floats, computed in float: {@code cublasSgemm}. */
    FLOAT(Float.BYTES, "CUBLAS_EMULATE_SINGLE_PRECISION"),
    /** Floats that are rounded to 10 explicit bits of mantissa and summed in float: {@code cublasGemmEx}. */
    TF32(Float.BYTES, null);

    private final int bytes;

    /** A variable of the environment that makes cuBLAS compute otherwise, outside of the bound. */
    private final String emulation;

    Precision(int bytes, String emulation) {
      this.bytes = bytes;
      this.emulation = emulation;
    }
  }

  private static final int NORMAL = cublasOperation.CUBLAS_OP_N;

  private final Stream stream;
  private final Device device;
  private final Precision precision;
  private final cublasHandle handle = new cublasHandle();
  private final DeviceArena workspace;

  /** α, β and 0, 8 bytes each, which cuBLAS reads during a call: outside the heap, so that no call holds up the GC. */
  private final MemorySegment scalars = Arena.ofAuto().allocate(3 * Double.BYTES, Double.BYTES);
  private final Pointer alphaPointer = scalar(0);
  private final Pointer betaPointer = scalar(1);
  private final Pointer zeroPointer = scalar(2);
  private boolean closed;

  /**
   * Makes a handle.
   *
   * @param stream    the stream that it runs on
   * @param precision the arithmetic
   * @throws CublasException if there is no cuBLAS, or it does not start; the message says what was looked for
   */
  public CublasGemm(Stream stream, Precision precision) {
    this.stream = stream;
    this.precision = precision;
    device = stream.device();
    refuseEmulation(precision);
    CublasLibrary.require();
    Interop.makeCurrent(device);
    check(JCublas2.cublasCreate(handle), "cublasCreate of cuBLAS " + CublasLibrary.version());
    DeviceArena arena = null;
    try {
      arena = new DeviceArena(device, device.architecture() >= 90 ? 32L << 20 : 4L << 20);
      check(JCublas2.cublasSetPointerMode(handle, cublasPointerMode.CUBLAS_POINTER_MODE_HOST), "cublasSetPointerMode");
      check(JCublas2.cublasSetAtomicsMode(handle, cublasAtomicsMode.CUBLAS_ATOMICS_NOT_ALLOWED),
          "cublasSetAtomicsMode");
      check(JCublas2.cublasSetMathMode(handle, cublasMath.CUBLAS_DEFAULT_MATH), "cublasSetMathMode");
      check(JCublas2.cublasSetStream(handle, new cudaStream_t(Interop.handle(stream))), "cublasSetStream");
      // After the stream: setting a stream takes the workspace away.
      check(JCublas2.cublasSetWorkspace(handle, Interop.pointer(arena, 0), arena.length()), "cublasSetWorkspace");
    } catch (RuntimeException e) {
      throw new Ending(e).then(this::destroy).close(arena).failure();
    }
    workspace = arena;
  }

  private static void refuseEmulation(Precision precision) {
    String value = precision.emulation == null ? null : System.getenv(precision.emulation);
    if (value != null && !value.isBlank() && !value.strip().equals("0")) {
      throw new CublasException("the environment has " + precision.emulation + "=" + value + ", which lets cuBLAS "
          + "emulate " + precision + " with an error for which no bound is stated: unset it", -1);
    }
  }

  private Pointer scalar(int i) {
    return Interop.pointer(scalars.asSlice((long) i * Double.BYTES, Double.BYTES));
  }

  /**
   * The arithmetic.
   *
   * @return as given to the constructor
   */
  public Precision precision() {
    return precision;
  }

  /**
   * C = α·op(A)·op(B) + β·C in {@link Precision#DOUBLE}.
   *
   * @param transA  whether op(A) = Aᵀ; A is stored m×k, or k×m if transposed
   * @param transB  whether op(B) = Bᵀ; B is stored k×n, or n×k if transposed
   * @param m       rows of op(A) and C
   * @param n       columns of op(B) and C
   * @param k       columns of op(A), rows of op(B)
   * @param alpha   factor of the product
   * @param a       array of A
   * @param aOffset index of A's element (0, 0)
   * @param lda     leading dimension of A
   * @param b       array of B
   * @param bOffset index of B's element (0, 0)
   * @param ldb     leading dimension of B
   * @param beta    factor of C; 0: C is only written
   * @param c       array of C
   * @param cOffset index of C's element (0, 0)
   * @param ldc     leading dimension of C
   */
  public void gemm(boolean transA, boolean transB, int m, int n, int k, double alpha, DeviceArray a, long aOffset,
      long lda, DeviceArray b, long bOffset, long ldb, double beta, DeviceArray c, long cOffset, long ldc) {
    run(transA, transB, m, n, k, alpha, a, aOffset, lda, 0, b, bOffset, ldb, 0, beta, c, cOffset, ldc, 0, 1);
  }

  /**
   * C = α·op(A)·op(B) + β·C in {@link Precision#FLOAT} or {@link Precision#TF32}; parameters as for doubles.
   *
   * @param transA  whether op(A) = Aᵀ
   * @param transB  whether op(B) = Bᵀ
   * @param m       rows of op(A) and C
   * @param n       columns of op(B) and C
   * @param k       columns of op(A), rows of op(B)
   * @param alpha   factor of the product
   * @param a       array of A
   * @param aOffset index of A's element (0, 0)
   * @param lda     leading dimension of A
   * @param b       array of B
   * @param bOffset index of B's element (0, 0)
   * @param ldb     leading dimension of B
   * @param beta    factor of C; 0: C is only written
   * @param c       array of C
   * @param cOffset index of C's element (0, 0)
   * @param ldc     leading dimension of C
   */
  public void gemm(boolean transA, boolean transB, int m, int n, int k, float alpha, FloatDeviceArray a, long aOffset,
      long lda, FloatDeviceArray b, long bOffset, long ldb, float beta, FloatDeviceArray c, long cOffset, long ldc) {
    run(transA, transB, m, n, k, alpha, a, aOffset, lda, 0, b, bOffset, ldb, 0, beta, c, cOffset, ldc, 0, 1);
  }

  /**
   * Many products of one shape in {@link Precision#DOUBLE}: problem p has its matrices at aOffset + p·strideA and so
   * on.
   *
   * @param transA  whether op(A) = Aᵀ; A is stored m×k, or k×m if transposed
   * @param transB  whether op(B) = Bᵀ; B is stored k×n, or n×k if transposed
   * @param m       rows of op(A) and C
   * @param n       columns of op(B) and C
   * @param k       columns of op(A), rows of op(B)
   * @param alpha   factor of the product
   * @param a       array of A
   * @param aOffset index of A's element (0, 0) of problem 0
   * @param lda     leading dimension of A
   * @param strideA elements from one problem's A to the next; 0: all have one
   * @param b       array of B
   * @param bOffset index of B's element (0, 0) of problem 0
   * @param ldb     leading dimension of B
   * @param strideB elements from one problem's B to the next; 0: all have one
   * @param beta    factor of C; 0: C is only written
   * @param c       array of C
   * @param cOffset index of C's element (0, 0) of problem 0
   * @param ldc     leading dimension of C
   * @param strideC elements from one problem's C to the next, at least one matrix
   * @param count   problems
   */
  public void gemmBatch(boolean transA, boolean transB, int m, int n, int k, double alpha, DeviceArray a, long aOffset,
      long lda, long strideA, DeviceArray b, long bOffset, long ldb, long strideB, double beta, DeviceArray c,
      long cOffset, long ldc, long strideC, int count) {
    run(transA, transB, m, n, k, alpha, a, aOffset, lda, strideA, b, bOffset, ldb, strideB, beta, c, cOffset, ldc,
        strideC, count);
  }

  /**
   * Many products of one shape in {@link Precision#FLOAT} or {@link Precision#TF32}; parameters as for doubles.
   *
   * @param transA  whether op(A) = Aᵀ
   * @param transB  whether op(B) = Bᵀ
   * @param m       rows of op(A) and C
   * @param n       columns of op(B) and C
   * @param k       columns of op(A), rows of op(B)
   * @param alpha   factor of the product
   * @param a       array of A
   * @param aOffset index of A's element (0, 0) of problem 0
   * @param lda     leading dimension of A
   * @param strideA elements from one problem's A to the next; 0: all have one
   * @param b       array of B
   * @param bOffset index of B's element (0, 0) of problem 0
   * @param ldb     leading dimension of B
   * @param strideB elements from one problem's B to the next; 0: all have one
   * @param beta    factor of C; 0: C is only written
   * @param c       array of C
   * @param cOffset index of C's element (0, 0) of problem 0
   * @param ldc     leading dimension of C
   * @param strideC elements from one problem's C to the next, at least one matrix
   * @param count   problems
   */
  public void gemmBatch(boolean transA, boolean transB, int m, int n, int k, float alpha, FloatDeviceArray a,
      long aOffset, long lda, long strideA, FloatDeviceArray b, long bOffset, long ldb, long strideB, float beta,
      FloatDeviceArray c, long cOffset, long ldc, long strideC, int count) {
    run(transA, transB, m, n, k, alpha, a, aOffset, lda, strideA, b, bOffset, ldb, strideB, beta, c, cOffset, ldc,
        strideC, count);
  }

  private void run(boolean transA, boolean transB, int m, int n, int k, double alpha, DeviceMemory a, long aOffset,
      long lda, long strideA, DeviceMemory b, long bOffset, long ldb, long strideB, double beta, DeviceMemory c,
      long cOffset, long ldc, long strideC, int count) {
    GemmShape shape = new GemmShape(transA, transB, m, n, k, lda, strideA, ldb, strideB, ldc, strideC, count);
    checkArguments(shape, a, aOffset, b, bOffset, c, cOffset);
    if (m == 0 || n == 0 || count == 0) {
      return;
    }
    if (precision == Precision.DOUBLE) {
      scalars.set(ValueLayout.JAVA_DOUBLE, 0, alpha);
      scalars.set(ValueLayout.JAVA_DOUBLE, Double.BYTES, beta);
    } else {
      scalars.set(ValueLayout.JAVA_FLOAT, 0, (float) alpha);
      scalars.set(ValueLayout.JAVA_FLOAT, Double.BYTES, (float) beta);
    }
    Interop.makeCurrent(device);
    if (k == 0 || alpha == 0) {
      scale(shape, beta, c, cOffset);
    } else {
      String function = function(count);
      Interop.launched(stream, function);
      check(product(shape, Interop.pointer(a, aOffset), Interop.pointer(b, bOffset), Interop.pointer(c, cOffset)),
          function + shape);
    }
  }

  private String function(int count) {
    String batched = count == 1 ? "" : "StridedBatched";
    return switch (precision) {
      case DOUBLE -> "cublasDgemm" + batched;
      case FLOAT -> "cublasSgemm" + batched;
      case TF32 -> "cublasGemm" + batched + "Ex";
    };
  }

  /** B before A, n before m: see the class. */
  private int product(GemmShape s, Pointer a, Pointer b, Pointer c) {
    int opA = s.transA() ? cublasOperation.CUBLAS_OP_T : NORMAL;
    int opB = s.transB() ? cublasOperation.CUBLAS_OP_T : NORMAL;
    int m = s.m();
    int n = s.n();
    int k = s.k();
    int lda = (int) s.lda();
    int ldb = (int) s.ldb();
    int ldc = (int) s.ldc();
    int type = cudaDataType.CUDA_R_32F;
    int compute = cublasComputeType.CUBLAS_COMPUTE_32F_FAST_TF32;
    int algorithm = cublasGemmAlgo.CUBLAS_GEMM_DEFAULT;
    if (s.count() == 1) {
      return switch (precision) {
        case DOUBLE -> JCublas2.cublasDgemm(handle, opB, opA, n, m, k, alphaPointer, b, ldb, a, lda, betaPointer, c,
            ldc);
        case FLOAT -> JCublas2.cublasSgemm(handle, opB, opA, n, m, k, alphaPointer, b, ldb, a, lda, betaPointer, c,
            ldc);
        // Not cublasGemmEx: JCublas's takes a data type for the compute type, as cuBLAS did before CUDA 11.
        case TF32 -> JCublas2.cublasGemmEx_new(handle, opB, opA, n, m, k, alphaPointer, b, type, ldb, a, type, lda,
            betaPointer, c, type, ldc, compute, algorithm);
      };
    }
    long strideA = s.strideA();
    long strideB = s.strideB();
    long strideC = s.strideC();
    int count = s.count();
    return switch (precision) {
      case DOUBLE -> JCublas2.cublasDgemmStridedBatched(handle, opB, opA, n, m, k, alphaPointer, b, ldb, strideB, a,
          lda, strideA, betaPointer, c, ldc, strideC, count);
      case FLOAT -> JCublas2.cublasSgemmStridedBatched(handle, opB, opA, n, m, k, alphaPointer, b, ldb, strideB, a,
          lda, strideA, betaPointer, c, ldc, strideC, count);
      case TF32 -> JCublas2.cublasGemmStridedBatchedEx_new(handle, opB, opA, n, m, k, alphaPointer, b, type, ldb,
          strideB, a, type, lda, strideA, betaPointer, c, type, ldc, strideC, count, compute, algorithm);
    };
  }

  /** C = β·C, by the function that promises not to read what has the factor 0; gemm promises it of C alone. */
  private void scale(GemmShape s, double beta, DeviceMemory c, long cOffset) {
    if (beta == 1) {
      return;
    }
    String function = precision == Precision.DOUBLE ? "cublasDgeam" : "cublasSgeam";
    Interop.launched(stream, function);
    int m = s.m();
    int n = s.n();
    int ldc = (int) s.ldc();
    for (int p = 0; p < s.count(); p++) {
      Pointer at = Interop.pointer(c, cOffset + p * s.strideC());
      check(precision == Precision.DOUBLE
          ? JCublas2.cublasDgeam(handle, NORMAL, NORMAL, n, m, betaPointer, at, ldc, zeroPointer, at, ldc, at, ldc)
          : JCublas2.cublasSgeam(handle, NORMAL, NORMAL, n, m, betaPointer, at, ldc, zeroPointer, at, ldc, at, ldc),
          function + s);
    }
  }

  private void checkArguments(GemmShape s, DeviceMemory a, long aOffset, DeviceMemory b, long bOffset, DeviceMemory c,
      long cOffset) {
    if (closed) {
      throw new IllegalStateException("gemm: the cuBLAS handle was closed");
    }
    Interop.handle(stream); // throws if it was closed: cuBLAS would go on with it
    s.check();
    for (DeviceMemory x : new DeviceMemory[] {a, b, c}) {
      if (x.elementBytes() != precision.bytes) {
        throw new IllegalArgumentException("gemm: precision " + precision + " takes "
            + (precision == Precision.DOUBLE ? "doubles" : "floats") + ", and was given the other kind");
      }
      if (x.device() != device) {
        throw new IllegalArgumentException("gemm: an array is memory of " + x.device() + ", but the handle is of "
            + device);
      }
    }
    if (s.count() > 0) {
      long extentA = s.extentA(a, aOffset);
      long extentB = s.extentB(b, bOffset);
      long extentC = s.extentC(c, cOffset);
      DeviceChecks.apart("gemm", "C", "A", c, cOffset, extentC, a, aOffset, extentA);
      DeviceChecks.apart("gemm", "C", "B", c, cOffset, extentC, b, bOffset, extentB);
    }
  }

  private void check(int status, String what) {
    if (status != cublasStatus.CUBLAS_STATUS_SUCCESS) {
      throw new CublasException(what + " on " + device + ": " + cublasStatus.stringFor(status), status);
    }
  }

  /** Ends the handle and frees its workspace, after all work on the device. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    Interop.makeCurrent(device);
    new Ending().then(this::destroy).close(workspace).finish();
  }

  private void destroy() {
    check(JCublas2.cublasDestroy(handle), "cublasDestroy");
  }

  @Override
  public String toString() {
    return "cuBLAS " + CublasLibrary.version() + ", " + precision + ", on " + device;
  }
}
