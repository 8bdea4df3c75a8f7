// A stand-in for libcublas.so.12 and libcublas.so.13: the functions that Isobit calls, by plain loops over the memory
// of the stand-in for the driver. It checks what cuBLAS would not forgive: a context on the calling thread, a live
// handle, a stream and, after it, a workspace in device memory, pointer mode and math mode, leading dimensions,
// matrices inside live allocations. Work goes through the driver's streams, so it waits where they are deferred. Sums
// are taken in an order that is not the EXACT kernels', and TF32 loses bits as a tensor core does, so that results
// are within the bound and not equal. Everything else that JCublas's library refers to is a function that ends the
// process (made by the test). Test code: it is loaded by its full path or a private search path and never lies where
// a loader would find it.
#include <dlfcn.h>

#include <cmath>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace {

enum Status {
  SUCCESS = 0, NOT_INITIALIZED = 1, ALLOC_FAILED = 3, INVALID_VALUE = 7, ARCH_MISMATCH = 8, MAPPING_ERROR = 11,
  EXECUTION_FAILED = 13, INTERNAL_ERROR = 14, NOT_SUPPORTED = 15
};

constexpr int COMPUTE_32F_FAST_TF32 = 77, CUDA_R_32F = 0;

struct Handle {
  void* stream = nullptr;
  bool workspace = false;
  int pointer_mode = 0, math_mode = 0, atomics = 0;
};

std::mutex lock;
std::set<Handle*> handles;
std::string text;
int truncate_inputs, fail_next, fault;
long calls;

Status broken(Status code, const char* format, ...) {
  char line[400];
  std::va_list list;
  va_start(list, format);
  std::vsnprintf(line, sizeof line, format, list);
  va_end(list);
  text = line;
  std::fprintf(stderr, "stand-in for cuBLAS: %s\n", line);
  return code;
}

// The stand-in for the driver, which is there already: nothing is loaded here.
template <class F>
F* driver(const char* name) {
  void* library = dlopen("libcuda.so.1", RTLD_NOW | RTLD_NOLOAD);
  return library == nullptr ? nullptr : reinterpret_cast<F*>(dlsym(library, name));
}

bool has_context() {
  auto* get = driver<int(int**)>("cuCtxGetCurrent");
  int* context = nullptr;
  return get != nullptr && get(&context) == 0 && context != nullptr;
}

bool inside(const void* address, std::size_t bytes) {
  auto* ask = driver<int(std::uintptr_t, std::size_t)>("isobit_inside");
  return ask != nullptr && ask(reinterpret_cast<std::uintptr_t>(address), bytes) != 0;
}

Status require(Handle* h, const char* what) {
  if (!handles.contains(h)) {
    return broken(NOT_INITIALIZED, "%s: no such handle", what);
  }
  if (!has_context()) {
    return broken(EXECUTION_FAILED, "%s: no context is current on the calling thread", what);
  }
  if (h->stream == nullptr || !h->workspace || h->pointer_mode != 0 || h->math_mode != 0 || h->atomics != 0) {
    return broken(INTERNAL_ERROR, "%s: stream, workspace or modes are not set", what);
  }
  if (fail_next != 0) {
    Status status = static_cast<Status>(fail_next);
    fail_next = 0;
    return status;
  }
  return SUCCESS;
}

void run_operation(void* operation) {
  auto* work = static_cast<std::function<void()>*>(operation);
  (*work)();
  delete work;
}

Status submit(Handle* h, std::function<void()> work) {
  auto* launch = driver<int(void*, void (*)(void*), void*)>("cuLaunchHostFunc");
  auto* operation = new std::function<void()>(std::move(work));
  if (launch == nullptr || launch(h->stream, run_operation, operation) != 0) {
    delete operation;
    return broken(EXECUTION_FAILED, "the stream takes no work");
  }
  calls++;
  return SUCCESS;
}

// 10 explicit bits: rounded to nearest, ties away from zero, or cut off.
float tf32(float x) {
  std::uint32_t bits;
  std::memcpy(&bits, &x, 4);
  bits = (bits + (truncate_inputs ? 0 : 0x1000)) & 0xffffe000u;
  std::memcpy(&x, &bits, 4);
  return x;
}

// To float, toward zero: as sums of tensor cores lose their last bits.
float toward_zero(double x) {
  float f = static_cast<float>(x);
  return std::fabs(static_cast<double>(f)) > std::fabs(x) ? std::nextafter(f, 0.0f) : f;
}

// From the last term to the first, in two parts, product and sum rounded apart.
template <class T>
T dot(const T* a, std::size_t step_a, const T* b, std::size_t step_b, int k, bool tensor) {
  if (tensor) {
    float sum = 0;
    for (int p = 0; p < k; p += 4) {
      double group = sum;
      for (int q = p; q < k && q < p + 4; q++) {
        group += static_cast<double>(tf32(static_cast<float>(a[q * step_a]))) * tf32(static_cast<float>(b[q * step_b]));
      }
      sum = toward_zero(group);
    }
    return sum;
  }
  T part[2] = {0, 0};
  for (int p = k - 1; p >= 0; p--) {
    T product = a[p * step_a] * b[p * step_b];
    part[p & 1] += product;
  }
  return part[0] + part[1];
}

bool matrix(const char* what, const char* name, const void* x, int rows, int columns, int ld, long stride, int count,
            std::size_t element) {
  std::size_t extent = rows == 0 || columns == 0 ? 0 : (static_cast<std::size_t>(columns) - 1) * ld + rows;
  for (int p : {0, count - 1}) {
    const char* at = static_cast<const char*>(x) + p * stride * static_cast<long>(element);
    if (ld < (rows > 1 ? rows : 1) || (extent > 0 && !inside(at, extent * element))) {
      broken(INVALID_VALUE, "%s: matrix %s of %d x %d, leading dimension %d", what, name, rows, columns, ld);
      return false;
    }
  }
  return true;
}

template <class T>
Status product(const char* what, Handle* h, int op_a, int op_b, int m, int n, int k, const T* alpha, const T* a,
               int lda, long stride_a, const T* b, int ldb, long stride_b, const T* beta, T* c, int ldc, long stride_c,
               int count, bool tensor) {
  std::lock_guard<std::mutex> guard(lock);
  if (Status s = require(h, what); s != SUCCESS) {
    return s;
  }
  if (m <= 0 || n <= 0 || k <= 0 || count <= 0 || op_a < 0 || op_a > 1 || op_b < 0 || op_b > 1 || *alpha == 0 ||
      !matrix(what, "A", a, op_a ? k : m, op_a ? m : k, lda, stride_a, count, sizeof(T)) ||
      !matrix(what, "B", b, op_b ? n : k, op_b ? k : n, ldb, stride_b, count, sizeof(T)) ||
      !matrix(what, "C", c, m, n, ldc, stride_c, count, sizeof(T))) {
    return broken(INVALID_VALUE, "%s: m=%d n=%d k=%d", what, m, n, k);
  }
  T al = *alpha, be = *beta;
  int planted = fault != 0 || std::getenv("ISOBIT_STAND_IN_CUBLAS_FAULT") != nullptr;
  return submit(h, [=] {
    for (int p = 0; p < count; p++) {
      for (int j = 0; j < n; j++) {
        for (int i = 0; i < m; i++) {
          const T* row = a + p * stride_a + (op_a ? static_cast<std::size_t>(i) * lda : i);
          const T* column = b + p * stride_b + (op_b ? j : static_cast<std::size_t>(j) * ldb);
          T* to = c + p * stride_c + static_cast<std::size_t>(j) * ldc + i;
          int terms = planted == 1 && i == m - 1 ? k - 1 : k;
          T value = al * dot(row, op_a ? 1 : lda, column, op_b ? ldb : 1, terms, tensor);
          if (be != 0) {
            T scaled = be * *to;
            value += scaled;
          }
          *to = value;
        }
      }
    }
  });
}

// C = alpha A + beta B, neither transposed and beta = 0, so that B is not read; nor is A if alpha = 0.
template <class T>
Status sum(const char* what, Handle* h, int op_a, int op_b, int m, int n, const T* alpha, const T* a, int lda,
           const T* beta, const T*, int ldb, T* c, int ldc) {
  std::lock_guard<std::mutex> guard(lock);
  if (Status s = require(h, what); s != SUCCESS) {
    return s;
  }
  if (op_a != 0 || op_b != 0 || *beta != 0 || lda != ldc || ldb != ldc ||
      !matrix(what, "C", c, m, n, ldc, 0, 1, sizeof(T))) {
    return broken(INVALID_VALUE, "%s: m=%d n=%d", what, m, n);
  }
  T al = *alpha;
  return submit(h, [=] {
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < m; i++) {
        std::size_t at = static_cast<std::size_t>(j) * ldc + i;
        c[at] = al == 0 ? T(0) : al * a[at];
      }
    }
  });
}

}  // namespace

extern "C" {

// What tests set and ask.
long isobit_cublas_live() { return static_cast<long>(handles.size()); }
long isobit_cublas_calls() { return calls; }
void isobit_cublas_truncate(int on) { truncate_inputs = on; }
void isobit_cublas_fail(int status) { fail_next = status; }
void isobit_cublas_fault(int on) { fault = on; }

int cublasGetProperty(int type, int* value) {
  const int version[] = {MAJOR, 4, 7};
  *value = type >= 0 && type < 3 ? version[type] : 0;
  return type >= 0 && type < 3 ? SUCCESS : INVALID_VALUE;
}

int cublasGetVersion_v2(Handle*, int* version) {
  *version = MAJOR * 10000 + 407;
  return SUCCESS;
}

int cublasCreate_v2(Handle** handle) {
  std::lock_guard<std::mutex> guard(lock);
  if (fail_next != 0) {
    int status = fail_next;
    fail_next = 0;
    return status;
  }
  if (!has_context()) {
    return broken(NOT_INITIALIZED, "cublasCreate: no context is current on the calling thread");
  }
  *handle = new Handle;
  handles.insert(*handle);
  return SUCCESS;
}

int cublasDestroy_v2(Handle* h) {
  std::lock_guard<std::mutex> guard(lock);
  if (handles.erase(h) == 0) {
    return broken(NOT_INITIALIZED, "cublasDestroy: no such handle");
  }
  delete h;
  return has_context() ? SUCCESS : broken(EXECUTION_FAILED, "cublasDestroy: no context is current");
}

int cublasSetStream_v2(Handle* h, void* stream) {
  h->stream = stream;
  h->workspace = false;
  return SUCCESS;
}

int cublasSetWorkspace_v2(Handle* h, void* workspace, std::size_t bytes) {
  if (reinterpret_cast<std::uintptr_t>(workspace) % 256 != 0 || bytes == 0 || !inside(workspace, bytes)) {
    return broken(INVALID_VALUE, "cublasSetWorkspace: %zu bytes at %p", bytes, workspace);
  }
  h->workspace = true;
  return SUCCESS;
}

int cublasSetPointerMode_v2(Handle* h, int mode) {
  h->pointer_mode = mode;
  return SUCCESS;
}

int cublasSetMathMode(Handle* h, int mode) {
  h->math_mode = mode;
  return SUCCESS;
}

int cublasSetAtomicsMode(Handle* h, int mode) {
  h->atomics = mode;
  return SUCCESS;
}

int cublasDgemm_v2(Handle* h, int op_a, int op_b, int m, int n, int k, const double* alpha, const double* a, int lda,
                   const double* b, int ldb, const double* beta, double* c, int ldc) {
  return product("cublasDgemm", h, op_a, op_b, m, n, k, alpha, a, lda, 0, b, ldb, 0, beta, c, ldc, 0, 1, false);
}

int cublasSgemm_v2(Handle* h, int op_a, int op_b, int m, int n, int k, const float* alpha, const float* a, int lda,
                   const float* b, int ldb, const float* beta, float* c, int ldc) {
  return product("cublasSgemm", h, op_a, op_b, m, n, k, alpha, a, lda, 0, b, ldb, 0, beta, c, ldc, 0, 1, false);
}

int cublasDgemmStridedBatched(Handle* h, int op_a, int op_b, int m, int n, int k, const double* alpha, const double* a,
                              int lda, long long stride_a, const double* b, int ldb, long long stride_b,
                              const double* beta, double* c, int ldc, long long stride_c, int count) {
  return product("cublasDgemmStridedBatched", h, op_a, op_b, m, n, k, alpha, a, lda, stride_a, b, ldb, stride_b, beta,
                 c, ldc, stride_c, count, false);
}

int cublasSgemmStridedBatched(Handle* h, int op_a, int op_b, int m, int n, int k, const float* alpha, const float* a,
                              int lda, long long stride_a, const float* b, int ldb, long long stride_b,
                              const float* beta, float* c, int ldc, long long stride_c, int count) {
  return product("cublasSgemmStridedBatched", h, op_a, op_b, m, n, k, alpha, a, lda, stride_a, b, ldb, stride_b, beta,
                 c, ldc, stride_c, count, false);
}

int cublasGemmStridedBatchedEx(Handle* h, int op_a, int op_b, int m, int n, int k, const void* alpha, const void* a,
                               int type_a, int lda, long long stride_a, const void* b, int type_b, int ldb,
                               long long stride_b, const void* beta, void* c, int type_c, int ldc, long long stride_c,
                               int count, int compute, int algorithm) {
  if (type_a != CUDA_R_32F || type_b != CUDA_R_32F || type_c != CUDA_R_32F || compute != COMPUTE_32F_FAST_TF32 ||
      algorithm != -1) {
    return broken(NOT_SUPPORTED, "cublasGemmEx: types %d, %d, %d, compute type %d", type_a, type_b, type_c, compute);
  }
  return product("cublasGemmEx", h, op_a, op_b, m, n, k, static_cast<const float*>(alpha), static_cast<const float*>(a),
                 lda, stride_a, static_cast<const float*>(b), ldb, stride_b, static_cast<const float*>(beta),
                 static_cast<float*>(c), ldc, stride_c, count, true);
}

int cublasGemmEx(Handle* h, int op_a, int op_b, int m, int n, int k, const void* alpha, const void* a, int type_a,
                 int lda, const void* b, int type_b, int ldb, const void* beta, void* c, int type_c, int ldc,
                 int compute, int algorithm) {
  return cublasGemmStridedBatchedEx(h, op_a, op_b, m, n, k, alpha, a, type_a, lda, 0, b, type_b, ldb, 0, beta, c,
                                    type_c, ldc, 0, 1, compute, algorithm);
}

int cublasDgeam(Handle* h, int op_a, int op_b, int m, int n, const double* alpha, const double* a, int lda,
                const double* beta, const double* b, int ldb, double* c, int ldc) {
  return sum("cublasDgeam", h, op_a, op_b, m, n, alpha, a, lda, beta, b, ldb, c, ldc);
}

int cublasSgeam(Handle* h, int op_a, int op_b, int m, int n, const float* alpha, const float* a, int lda,
                const float* beta, const float* b, int ldb, float* c, int ldc) {
  return sum("cublasSgeam", h, op_a, op_b, m, n, alpha, a, lda, beta, b, ldb, c, ldc);
}

}
