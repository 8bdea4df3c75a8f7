// The scheduler of emulation.hpp.
#include "emulation.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <vector>

// Saves the registers that a call keeps, then goes on on another stack.
extern "C" void emulation_switch(void** from, void* to);
asm(R"(
.text
.globl emulation_switch
.hidden emulation_switch
.type emulation_switch, @function
emulation_switch:
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rsp, (%rdi)
  movq %rsi, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  ret
.size emulation_switch, .-emulation_switch
)");

namespace emulation {

Index thread_index, block_index, block_size, grid_size;
std::uint64_t block_epoch = 1;
std::size_t dynamic_bytes;
unsigned char* dynamic_shared;
Export* Export::first = nullptr;

namespace {

constexpr std::size_t STACK = 128 * 1024;
constexpr int MOST_THREADS = 1024;

enum class State { ready, barrier, warp, done };

struct Fiber {
  void* sp;
  State state;
  int line;
  unsigned mask;
  unsigned exchanges;
  Index index;
};

Fiber fibers[MOST_THREADS];
std::uint64_t slots[2][MOST_THREADS];
unsigned char* stacks;
void* scheduler;
int running;
const Export* kernel_now;
void** parameters_now;
char message[512];
bool failed;

void yield() { emulation_switch(&fibers[running].sp, scheduler); }

void entry() {
  kernel_now->call(kernel_now->kernel, parameters_now);
  fibers[running].state = State::done;
  yield();
  std::abort();
}

void prepare(int t) {
  auto top = reinterpret_cast<std::uintptr_t>(stacks + (t + 1) * STACK) & ~std::uintptr_t{15};
  auto* sp = reinterpret_cast<void**>(top - 16);
  *sp = reinterpret_cast<void*>(&entry);
  for (int i = 0; i < 6; i++) {
    *--sp = nullptr;
  }
  unsigned x = block_size.x, y = block_size.y;
  unsigned n = static_cast<unsigned>(t);
  fibers[t] = Fiber{sp, State::ready, 0, 0, 0, Index{n % x, n / x % y, n / x / y}};
}

void describe(const char* format, ...) {
  if (!failed) {
    failed = true;
    std::va_list list;
    va_start(list, format);
    std::vsnprintf(message, sizeof message, format, list);
    va_end(list);
  }
}

// Lets a warp go on whose waiting lanes are all that the masks name; returns whether it did.
bool release_warp(int first, int threads) {
  unsigned present = 0, waiting = 0, mask = 0;
  int line = -1;
  for (int l = 0; l < 32 && first + l < threads; l++) {
    const Fiber& f = fibers[first + l];
    present |= f.state == State::done ? 0u : 1u << l;
    if (f.state == State::warp) {
      waiting |= 1u << l;
      if (line >= 0 && (f.line != line || f.mask != mask)) {
        describe("lanes of one warp wait in lines %d and %d", line, f.line);
        return false;
      }
      line = f.line;
      mask = f.mask;
    }
  }
  if (waiting == 0) {
    return false;
  }
  if ((mask & ~waiting) != 0) {
    bool later = (mask & present) == mask;
    if (!later) {
      describe("a lane of the mask %lx has ended, those of %lx wait in line %d", static_cast<long>(mask),
               static_cast<long>(waiting), line);
    }
    return false;
  }
  for (int l = 0; l < 32; l++) {
    if ((waiting >> l & 1) != 0) {
      fibers[first + l].state = State::ready;
    }
  }
  return true;
}

bool release_barrier(int threads) {
  int at = 0, done = 0, line = -1;
  for (int t = 0; t < threads; t++) {
    const Fiber& f = fibers[t];
    at += f.state == State::barrier;
    done += f.state == State::done;
    if (f.state == State::barrier) {
      if (line >= 0 && f.line != line) {
        describe("threads of one block wait at the barriers of lines %d and %d", line, f.line);
        return false;
      }
      line = f.line;
    }
  }
  if (at == 0 || at + done < threads) {
    return false;
  }
  if (done > 0) {
    describe("divergent barrier: %ld threads ended before the barrier of line %d", static_cast<long>(done), line);
    return false;
  }
  for (int t = 0; t < threads; t++) {
    fibers[t].state = State::ready;
  }
  return true;
}

void run_block(int threads, int order, std::uint64_t& seed) {
  block_epoch++;
  std::vector<int> turn(static_cast<std::size_t>(threads));
  std::iota(turn.begin(), turn.end(), 0);
  if (order == 1) {
    std::reverse(turn.begin(), turn.end());
  }
  for (int t = 0; t < threads; t++) {
    prepare(t);
  }
  std::memset(dynamic_shared, 0xff, dynamic_bytes);
  for (;;) {
    if (order > 1) {
      for (int i = threads - 1; i > 0; i--) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        std::swap(turn[static_cast<std::size_t>(i)], turn[(seed >> 33) % static_cast<std::size_t>(i + 1)]);
      }
    }
    int done = 0;
    for (int t : turn) {
      if (fibers[t].state == State::ready) {
        running = t;
        thread_index = fibers[t].index;
        emulation_switch(&scheduler, fibers[t].sp);
        if (failed) {
          return;
        }
      }
      done += fibers[t].state == State::done;
    }
    if (done == threads) {
      return;
    }
    bool moved = false;
    for (int first = 0; first < threads; first += 32) {
      moved |= release_warp(first, threads);
    }
    moved |= !moved && !failed && release_barrier(threads);
    if (!moved) {
      describe("threads of one block wait for each other: a barrier or shuffle in divergent code");
    }
    if (failed) {
      return;
    }
  }
}

}  // namespace

void fail(const char* what, long a, long b) {
  describe(what, a, b);
  yield();
  std::abort();
}

int lane() { return running & 31; }

void barrier(int line) {
  fibers[running].state = State::barrier;
  fibers[running].line = line;
  yield();
}

void warp(int line) { exchange(0xffffffffu, 0, 0, line); }

std::uint64_t exchange(unsigned mask, std::uint64_t own, int source, int line) {
  Fiber& f = fibers[running];
  if ((mask >> lane() & 1) == 0) {
    fail("a lane outside the mask %lx shuffles in line %ld", static_cast<long>(mask), line);
  }
  std::uint64_t* now = slots[f.exchanges++ & 1];
  now[running] = own;
  f.state = State::warp;
  f.line = line;
  // Lanes that the block does not have cannot be waited for.
  int first = running & ~31;
  unsigned threads = block_size.x * block_size.y * block_size.z;
  unsigned have = threads - static_cast<unsigned>(first) >= 32 ? 0xffffffffu
                                                               : (1u << (threads - static_cast<unsigned>(first))) - 1;
  f.mask = mask & have;
  if ((have >> source & 1) == 0) {
    fail("a shuffle reads lane %ld, which the block does not have, in line %ld", source, line);
  }
  yield();
  return now[first + source];
}

const char* launch(const Export& kernel, void** parameters, Index grid, Index block, std::size_t shared, int order) {
  int threads = static_cast<int>(block.x * block.y * block.z);
  if (stacks == nullptr) {
    void* memory = mmap(nullptr, STACK * MOST_THREADS, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) {
      return "no memory for the fibers' stacks";
    }
    stacks = static_cast<unsigned char*>(memory);
  }
  std::vector<unsigned char> dynamic(shared + 16);
  dynamic_bytes = shared;
  dynamic_shared = dynamic.data() + (16 - reinterpret_cast<std::uintptr_t>(dynamic.data()) % 16) % 16;
  kernel_now = &kernel;
  parameters_now = parameters;
  grid_size = grid;
  block_size = block;
  failed = false;
  std::uint64_t seed = static_cast<std::uint64_t>(order);
  std::uint64_t blocks = static_cast<std::uint64_t>(grid.x) * grid.y * grid.z;
  for (std::uint64_t b = 0; b < blocks && !failed; b++) {
    std::uint64_t at = order == 1 ? blocks - 1 - b : b;
    block_index = Index{static_cast<unsigned>(at % grid.x), static_cast<unsigned>(at / grid.x % grid.y),
                        static_cast<unsigned>(at / grid.x / grid.y)};
    run_block(threads, order, seed);
    if (failed) {
      std::size_t end = std::strlen(message);
      std::snprintf(message + end, sizeof message - end, " (block %u %u %u, thread %u %u %u)", block_index.x,
                    block_index.y, block_index.z, thread_index.x, thread_index.y, thread_index.z);
    }
  }
  return failed ? message : nullptr;
}

}  // namespace emulation
