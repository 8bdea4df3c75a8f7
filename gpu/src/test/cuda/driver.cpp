// A stand-in for libcuda.so.1: the driver functions that Isobit calls, over the memory of the host and the kernels of
// emulation.hpp. It checks what a device would not forgive, or would forgive only sometimes: the context that is current
// on the calling thread, the ends of allocations (guard bytes and copy bounds), fresh memory (NaN), pageable memory in
// asynchronous copies, kernel names and parameters against the PTX that was loaded, pointers against live allocations.
// Streams can be deferred: then nothing runs before somebody waits for it, so that a missing wait shows. Test code: it is
// loaded by its full path and never lies where a loader would find it.
#include "emulation.hpp"

#include <chrono>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace {

enum Result {
  SUCCESS = 0, INVALID_VALUE = 1, OUT_OF_MEMORY = 2, NOT_INITIALIZED = 3, NO_DEVICE = 100, INVALID_DEVICE = 101,
  INVALID_CONTEXT = 201, INVALID_PTX = 218, INVALID_HANDLE = 400, NOT_FOUND = 500, ILLEGAL_ADDRESS = 700,
  LAUNCH_FAILED = 719, UNKNOWN = 999
};

constexpr std::size_t GUARD = 256;
constexpr unsigned char GUARD_BYTE = 0xfb;

struct Memory {
  unsigned char* raw;
  std::size_t size;
};

struct Function {
  const emulation::Export* kernel;
  std::size_t most_shared = 48 * 1024;
};

struct Module {
  std::map<std::string, std::string> kinds;
  std::map<std::string, Function> functions;
};

struct Stream;

struct Event {
  Stream* stream = nullptr;
  long asked = 0, done = 0;
  std::chrono::steady_clock::time_point time;
};

struct Operation {
  enum { RUN, RECORD, WAIT } kind;
  std::function<Result()> run;
  Event* event;
  long version;
};

struct Stream {
  std::deque<Operation> queue;
};

std::recursive_mutex lock;
bool initialized;
int context_handle, device_count = 1, retained;
thread_local int* current; // of the thread, not of its number: that is given again when a thread has ended
std::map<std::uintptr_t, Memory> device_memory, host_memory;
std::set<Module*> modules;
std::set<Stream*> streams;
std::set<Event*> events;
Stream null_stream;
std::size_t capacity = std::size_t{1} << 30, used;
int thread_order;
bool deferred;
int driver_version = 12060, compute_major = 9;
long launches;

// What a process launched, added at its end to the file that the environment names: for tests that start a command, which
// may start others.
struct Report {
  std::map<std::string, long> launched;
  ~Report() {
    const char* name = std::getenv("ISOBIT_STAND_IN_REPORT");
    if (std::FILE* file = name == nullptr ? nullptr : std::fopen(name, "a")) {
      for (const auto& [kernel, times] : launched) {
        std::fprintf(file, "%s %ld\n", kernel.c_str(), times);
      }
      std::fclose(file);
    }
  }
} report;

std::map<int, int> majors;   // of devices that differ from the others
std::string failing;         // a function that fails,
long failing_after;          // after so many calls of it
Result sticky;
std::string text;

Result broken(Result code, const char* format, ...) {
  char line[600];
  std::va_list list;
  va_start(list, format);
  std::vsnprintf(line, sizeof line, format, list);
  va_end(list);
  text = line;
  return code;
}

// Every call but the first few needs a context on its thread.
bool has_context() {
  return current != nullptr;
}

// What a call returns, or the failure that a test wants instead.
Result unless_failing(const char* function, Result result) {
  return !failing.empty() && failing == function && failing_after-- <= 0
             ? broken(UNKNOWN, "%s fails, as a test wants it", function)
             : result;
}

// What ends something does so before it fails: see LEAVE.
#define ENTER_TO_END                                 \
  std::lock_guard<std::recursive_mutex> guard(lock); \
  if (!initialized) return NOT_INITIALIZED
#define LEAVE(result) return unless_failing(__func__, result)
#define ENTER   \
  ENTER_TO_END; \
  if (Result wanted = unless_failing(__func__, SUCCESS); wanted != SUCCESS) return wanted
#define ENTER_CONTEXT \
  ENTER;              \
  if (!has_context()) return broken(INVALID_CONTEXT, "%s: no context is current on the calling thread", __func__); \
  if (sticky != SUCCESS) return sticky

const Memory* around(const std::map<std::uintptr_t, Memory>& all, std::uintptr_t address, std::size_t n) {
  auto it = all.upper_bound(address);
  if (it == all.begin()) {
    return nullptr;
  }
  --it;
  return address + n <= it->first + it->second.size ? &it->second : nullptr;
}

Result check_guards() {
  for (const auto& [address, memory] : device_memory) {
    for (std::size_t i = 0; i < GUARD; i++) {
      if (memory.raw[i] != GUARD_BYTE) {
        return broken(ILLEGAL_ADDRESS, "something wrote %zu bytes before an allocation of %zu bytes", GUARD - i,
                      memory.size);
      }
      if (memory.raw[GUARD + memory.size + i] != GUARD_BYTE) {
        return broken(ILLEGAL_ADDRESS, "something wrote %zu bytes beyond an allocation of %zu bytes", i + 1,
                      memory.size);
      }
    }
  }
  return SUCCESS;
}

Result execute(Operation& op);

Result drain(Stream* s, const Event* until, long version) {
  while (!s->queue.empty() && (until == nullptr || until->done < version)) {
    Operation op = std::move(s->queue.front());
    s->queue.pop_front();
    if (Result r = execute(op); r != SUCCESS) {
      sticky = r;
      return r;
    }
  }
  return SUCCESS;
}

Result execute(Operation& op) {
  switch (op.kind) {
    case Operation::RUN:
      return op.run();
    case Operation::RECORD:
      op.event->done = op.version;
      op.event->time = std::chrono::steady_clock::now();
      return SUCCESS;
    default:
      return op.event->stream == nullptr ? SUCCESS : drain(op.event->stream, op.event, op.version);
  }
}

Result drain_all() {
  for (Stream* s : streams) {
    if (Result r = drain(s, nullptr, 0); r != SUCCESS) {
      return r;
    }
  }
  return drain(&null_stream, nullptr, 0);
}

Result submit(Stream* s, Operation op) {
  if (s == nullptr) {
    s = &null_stream;
  } else if (!streams.contains(s)) {
    return broken(INVALID_HANDLE, "a stream that does not exist");
  }
  s->queue.push_back(std::move(op));
  return deferred ? SUCCESS : drain(s, nullptr, 0);
}

Result copy(Stream* s, void* to, const void* from, std::size_t n) {
  return submit(s, {Operation::RUN, [=] {
                      std::memmove(to, from, n);
                      return SUCCESS;
                    }, nullptr, 0});
}

Result require_device(std::uintptr_t address, std::size_t n, const char* what) {
  return around(device_memory, address, n) != nullptr
             ? SUCCESS
             : broken(INVALID_VALUE, "%s: %zu bytes at device address %zx leave their allocation", what, n, address);
}

Result require_pinned(const void* address, std::size_t n, const char* what) {
  return around(host_memory, reinterpret_cast<std::uintptr_t>(address), n) != nullptr
             ? SUCCESS
             : broken(INVALID_VALUE, "%s: an asynchronous copy of %zu bytes with pageable host memory", what, n);
}

// Names and kinds of parameters of the entries of a PTX text.
void parse(const std::string& ptx, Module& module) {
  for (std::size_t at = ptx.find(".entry "); at != std::string::npos; at = ptx.find(".entry ", at + 1)) {
    std::size_t open = ptx.find('(', at), close = ptx.find(')', open);
    std::string name = ptx.substr(at + 7, open - at - 7);
    while (!name.empty() && std::isspace(static_cast<unsigned char>(name.back()))) {
      name.pop_back();
    }
    std::string kinds;
    for (std::size_t p = ptx.find(".param", open); p != std::string::npos && p < close; p = ptx.find(".param", p + 1)) {
      std::string rest = ptx.substr(p + 7, 16);
      kinds += rest.starts_with(".u64") || rest.starts_with(".b64") ? 'l'
               : rest.starts_with(".f64") ? 'd' : rest.starts_with(".f32") ? 'f' : 'i';
    }
    module.kinds[name] = kinds;
  }
}

// A fault that a test plants in one kernel: the lowest bit of what its last pointer points to.
void flip(const Function& f, const std::vector<std::uint64_t>& values) {
  for (int i = f.kernel->count - 1; i >= 0; i--) {
    std::uint64_t v = values[static_cast<std::size_t>(i)];
    if (f.kernel->kinds[i] == 'p' && around(device_memory, v, 1) != nullptr) {
      *reinterpret_cast<unsigned char*>(v) ^= 1;
      return;
    }
  }
}

Result run_kernel(const Function& f, emulation::Index grid, emulation::Index block, std::size_t shared,
                  std::vector<std::uint64_t> values) {
  std::vector<void*> parameters;
  for (std::uint64_t& v : values) {
    parameters.push_back(&v);
  }
  for (int i = 0; i < f.kernel->count; i++) {
    std::uint64_t v = values[static_cast<std::size_t>(i)];
    bool inside = around(device_memory, v, 0) != nullptr;
    if (f.kernel->kinds[i] == 'p' && v != 0 && !inside) {
      return broken(ILLEGAL_ADDRESS, "%s: parameter %d is no address of device memory", f.kernel->name, i);
    }
    if (f.kernel->kinds[i] == 'l' && inside) {
      return broken(ILLEGAL_ADDRESS, "%s: parameter %d is a size, but was given an address", f.kernel->name, i);
    }
  }
  if (const char* what = emulation::launch(*f.kernel, parameters.data(), grid, block, shared, thread_order)) {
    return broken(LAUNCH_FAILED, "%s: %s", f.kernel->name, what);
  }
  if (const char* planted = std::getenv("ISOBIT_STAND_IN_FLIP"); planted != nullptr && planted == std::string(f.kernel->name)) {
    flip(f, values);
  }
  if (Result r = check_guards(); r != SUCCESS) {
    text = std::string(f.kernel->name) + ": " + text;
    return r;
  }
  return SUCCESS;
}

}  // namespace

extern "C" {

// What tests set and ask.
void isobit_order(int order) { thread_order = order; }
void isobit_deferred(int on) { deferred = on != 0; }
void isobit_capacity(long bytes) { capacity = static_cast<std::size_t>(bytes); }
void isobit_devices(int count, int driver, int major) {
  device_count = count;
  driver_version = driver;
  compute_major = major;
  majors.clear();
}
void isobit_major(int device, int major) { majors[device] = major; }
void isobit_fail(const char* function, long after) {
  std::lock_guard<std::recursive_mutex> guard(lock);
  failing = function;
  failing_after = after;
}
void isobit_recover() {
  std::lock_guard<std::recursive_mutex> guard(lock);
  failing.clear();
  sticky = SUCCESS;
  text.clear();
  for (Stream* s : streams) {
    s->queue.clear();
  }
  for (auto& [address, memory] : device_memory) {
    std::memset(memory.raw, GUARD_BYTE, GUARD);
    std::memset(memory.raw + GUARD + memory.size, GUARD_BYTE, GUARD);
  }
}
// Streams and events that can no longer be closed.
void isobit_forget() {
  std::lock_guard<std::recursive_mutex> guard(lock);
  streams.clear();
  events.clear();
}
const char* isobit_message() { return text.c_str(); }
long isobit_launches() { return launches; }
int isobit_inside(std::uintptr_t address, std::size_t n) {
  std::lock_guard<std::recursive_mutex> guard(lock);
  return around(device_memory, address, n) != nullptr;
}
long isobit_live() {
  return static_cast<long>(device_memory.size() + host_memory.size() + modules.size() + streams.size() + events.size()) +
         retained;
}

Result cuInit(unsigned) {
  std::lock_guard<std::recursive_mutex> guard(lock);
  if (device_count == 0) {
    return NO_DEVICE;
  }
  initialized = true;
  return SUCCESS;
}

Result cuDriverGetVersion(int* version) {
  ENTER;
  *version = driver_version;
  return SUCCESS;
}

Result cuDeviceGetCount(int* count) {
  ENTER;
  *count = device_count;
  return SUCCESS;
}

Result cuDeviceGet(int* device, int ordinal) {
  ENTER;
  *device = ordinal;
  return ordinal >= 0 && ordinal < device_count ? SUCCESS : INVALID_DEVICE;
}

Result cuDeviceGetName(char* name, int length, int) {
  std::snprintf(name, static_cast<std::size_t>(length), "Isobit stand-in device");
  return SUCCESS;
}

Result cuDeviceTotalMem_v2(std::size_t* bytes, int) {
  *bytes = capacity;
  return SUCCESS;
}

Result cuDeviceGetAttribute(int* value, int attribute, int device) {
  ENTER;
  switch (attribute) {
    case 16: *value = 4; break;                  // multiprocessors
    case 75:                                     // compute capability
      *value = majors.contains(device) ? majors[device] : compute_major;
      break;
    case 76: *value = 0; break;
    case 97: *value = 227 * 1024; break;         // dynamic shared memory a block
    default: *value = 0;
  }
  return SUCCESS;
}

Result cuDevicePrimaryCtxRetain(int** context, int) {
  ENTER;
  *context = &context_handle;
  retained++;
  return SUCCESS;
}

Result cuDevicePrimaryCtxRelease_v2(int) {
  ENTER_TO_END;
  retained--;
  LEAVE(retained >= 0 ? SUCCESS : INVALID_CONTEXT);
}

Result cuCtxSetCurrent(int* context) {
  ENTER;
  current = context;
  return SUCCESS;
}

Result cuCtxGetCurrent(int** context) {
  ENTER;
  *context = has_context() ? &context_handle : nullptr;
  return SUCCESS;
}

Result cuCtxSynchronize() {
  ENTER_CONTEXT;
  return drain_all();
}

Result cuModuleLoadData(Module** module, const void* image) {
  ENTER_CONTEXT;
  std::string ptx = static_cast<const char*>(image);
  if (ptx.find(".version 8.0") == std::string::npos || ptx.find(".target sm_80") == std::string::npos) {
    return broken(INVALID_PTX, "the module is no PTX of version 8.0 for sm_80");
  }
  auto* m = new Module;
  parse(ptx, *m);
  modules.insert(m);
  *module = m;
  return SUCCESS;
}

Result cuModuleUnload(Module* module) {
  ENTER_TO_END;
  if (!has_context()) return INVALID_CONTEXT;
  if (modules.erase(module) == 0) {
    return INVALID_HANDLE;
  }
  delete module;
  LEAVE(SUCCESS);
}

Result cuModuleGetFunction(Function** function, Module* module, const char* name) {
  ENTER_CONTEXT;
  auto declared = module->kinds.find(name);
  if (declared == module->kinds.end()) {
    return broken(NOT_FOUND, "the PTX has no kernel %s", name);
  }
  for (const emulation::Export* e = emulation::Export::first; e != nullptr; e = e->next) {
    if (declared->first == e->name) {
      std::string kinds = e->kinds;
      for (char& kind : kinds) {
        kind = kind == 'p' ? 'l' : kind; // PTX does not tell pointers from integers
      }
      if (declared->second != kinds) {
        return broken(INVALID_PTX, "%s: the PTX has the parameters %s, the source %s", name, declared->second.c_str(),
                      kinds.c_str());
      }
      *function = &module->functions.try_emplace(name, Function{e}).first->second; // it keeps its attributes
      return SUCCESS;
    }
  }
  return broken(NOT_FOUND, "%s is in the PTX, but not exported by its source", name);
}

Result cuFuncSetAttribute(Function* function, int attribute, int value) {
  ENTER_CONTEXT;
  if (attribute == 8) {
    if (value > 227 * 1024) {
      return broken(INVALID_VALUE, "%d bytes of shared memory", value);
    }
    function->most_shared = static_cast<std::size_t>(value);
  }
  return SUCCESS;
}

Result cuLaunchKernel(Function* function, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz,
                      unsigned shared, Stream* stream, void** parameters, void**) {
  ENTER_CONTEXT;
  if (gx == 0 || gy == 0 || gz == 0 || gy > 65535 || gz > 65535 || bx == 0 || bx * by * bz > 1024 ||
      shared > function->most_shared) {
    return broken(INVALID_VALUE, "%s: grid %u x %u x %u, block %u x %u x %u, %u bytes shared", function->kernel->name,
                  gx, gy, gz, bx, by, bz, shared);
  }
  std::vector<std::uint64_t> values;
  for (int i = 0; i < function->kernel->count; i++) {
    char kind = function->kernel->kinds[i];
    std::uint64_t v = 0;
    std::memcpy(&v, parameters[i], kind == 'i' || kind == 'f' ? 4 : 8);
    values.push_back(v);
  }
  launches++;
  report.launched[function->kernel->name]++;
  Function f = *function;
  return submit(stream, {Operation::RUN, [=] {
                           return run_kernel(f, {gx, gy, gz}, {bx, by, bz}, shared, values);
                         }, nullptr, 0});
}

Result cuMemAlloc_v2(std::uintptr_t* address, std::size_t n) {
  ENTER_CONTEXT;
  if (n == 0) {
    return broken(INVALID_VALUE, "an allocation of no bytes");
  }
  if (used + n > capacity) {
    return OUT_OF_MEMORY;
  }
  std::size_t whole = (n + 2 * GUARD + 255) / 256 * 256;
  auto* raw = static_cast<unsigned char*>(std::aligned_alloc(256, whole));
  if (raw == nullptr) {
    return OUT_OF_MEMORY;
  }
  std::memset(raw, GUARD_BYTE, whole);
  std::memset(raw + GUARD, 0xff, n);
  *address = reinterpret_cast<std::uintptr_t>(raw + GUARD);
  device_memory[*address] = Memory{raw, n};
  used += n;
  return SUCCESS;
}

Result cuMemFree_v2(std::uintptr_t address) {
  ENTER_TO_END;
  if (!has_context()) {
    return broken(INVALID_CONTEXT, "cuMemFree: no context is current on the calling thread");
  }
  auto it = device_memory.find(address);
  if (it == device_memory.end()) {
    return broken(INVALID_VALUE, "freed twice, or never allocated");
  }
  Result r = sticky != SUCCESS ? sticky : drain_all();
  Result guards = check_guards();
  used -= it->second.size;
  std::free(it->second.raw);
  device_memory.erase(it);
  LEAVE(r != SUCCESS ? r : guards);
}

Result cuMemGetInfo_v2(std::size_t* free, std::size_t* total) {
  ENTER_CONTEXT;
  *free = capacity - used;
  *total = capacity;
  return SUCCESS;
}

Result cuMemHostAlloc(void** address, std::size_t n, unsigned) {
  ENTER_CONTEXT;
  auto* raw = static_cast<unsigned char*>(std::aligned_alloc(256, (n + 255) / 256 * 256));
  std::memset(raw, 0xff, n);
  host_memory[reinterpret_cast<std::uintptr_t>(raw)] = Memory{raw, n};
  *address = raw;
  return SUCCESS;
}

Result cuMemFreeHost(void* address) {
  ENTER_TO_END;
  auto it = host_memory.find(reinterpret_cast<std::uintptr_t>(address));
  if (it == host_memory.end()) {
    return INVALID_VALUE;
  }
  std::free(it->second.raw);
  host_memory.erase(it);
  LEAVE(SUCCESS);
}

Result cuMemcpyHtoDAsync_v2(std::uintptr_t to, const void* from, std::size_t n, Stream* s) {
  ENTER_CONTEXT;
  Result r = require_device(to, n, __func__);
  r = r != SUCCESS ? r : require_pinned(from, n, __func__);
  return r != SUCCESS ? r : copy(s, reinterpret_cast<void*>(to), from, n);
}

Result cuMemcpyDtoHAsync_v2(void* to, std::uintptr_t from, std::size_t n, Stream* s) {
  ENTER_CONTEXT;
  Result r = require_device(from, n, __func__);
  r = r != SUCCESS ? r : require_pinned(to, n, __func__);
  return r != SUCCESS ? r : copy(s, to, reinterpret_cast<const void*>(from), n);
}

Result cuMemcpyDtoDAsync_v2(std::uintptr_t to, std::uintptr_t from, std::size_t n, Stream* s) {
  ENTER_CONTEXT;
  Result r = require_device(to, n, __func__);
  r = r != SUCCESS ? r : require_device(from, n, __func__);
  return r != SUCCESS ? r : copy(s, reinterpret_cast<void*>(to), reinterpret_cast<const void*>(from), n);
}

Result cuMemsetD8Async(std::uintptr_t to, unsigned char value, std::size_t n, Stream* s) {
  ENTER_CONTEXT;
  Result r = require_device(to, n, __func__);
  return r != SUCCESS ? r : submit(s, {Operation::RUN, [=] {
                                         std::memset(reinterpret_cast<void*>(to), value, n);
                                         return SUCCESS;
                                       }, nullptr, 0});
}

// For stand-ins of libraries that compute on a stream.
Result cuLaunchHostFunc(Stream* s, void (*function)(void*), void* data) {
  ENTER_CONTEXT;
  return submit(s, {Operation::RUN, [=] {
                      function(data);
                      return check_guards();
                    }, nullptr, 0});
}

Result cuStreamCreate(Stream** stream, unsigned) {
  ENTER_CONTEXT;
  *stream = new Stream;
  streams.insert(*stream);
  return SUCCESS;
}

Result cuStreamDestroy_v2(Stream* stream) {
  ENTER_TO_END;
  if (!streams.contains(stream)) {
    return INVALID_HANDLE;
  }
  Result r = sticky != SUCCESS ? SUCCESS : drain(stream, nullptr, 0);
  streams.erase(stream);
  for (Event* e : events) {
    e->stream = e->stream == stream ? nullptr : e->stream;
  }
  delete stream;
  LEAVE(r);
}

Result cuStreamSynchronize(Stream* stream) {
  ENTER_CONTEXT;
  return drain(stream == nullptr ? &null_stream : stream, nullptr, 0);
}

Result cuStreamWaitEvent(Stream* stream, Event* event, unsigned) {
  ENTER_CONTEXT;
  return submit(stream, {Operation::WAIT, {}, event, event->asked});
}

Result cuEventCreate(Event** event, unsigned) {
  ENTER_CONTEXT;
  *event = new Event;
  events.insert(*event);
  return SUCCESS;
}

Result cuEventRecord(Event* event, Stream* stream) {
  ENTER_CONTEXT;
  event->stream = stream == nullptr ? &null_stream : stream;
  return submit(stream, {Operation::RECORD, {}, event, ++event->asked});
}

Result cuEventSynchronize(Event* event) {
  ENTER_CONTEXT;
  return event->stream == nullptr ? SUCCESS : drain(event->stream, event, event->asked);
}

Result cuEventElapsedTime(float* milliseconds, Event* from, Event* to) {
  ENTER_CONTEXT;
  *milliseconds = std::chrono::duration<float, std::milli>(to->time - from->time).count();
  return SUCCESS;
}

Result cuEventDestroy_v2(Event* event) {
  ENTER_TO_END;
  if (events.erase(event) == 0) {
    return INVALID_HANDLE;
  }
  delete event;
  LEAVE(SUCCESS);
}

}
