#pragma once

#include "core/benchmarks/benchmark.h"

namespace nie {

/// Peak resident memory of `work` in a forked child of this process, from the kernel's own record
/// (VmHWM, reset before the work). The child ends when the work does; nothing else of it is seen
/// here. Pages that the child shares with this process count once it touches them, so call it
/// before this process has grown. None where the system has no such record or the work fails.
/// Threads are not carried into the child: `work` must run on one.
std::optional<ProcessMemory> measureProcessMemory(const std::function<void()>& work);

}  // namespace nie
