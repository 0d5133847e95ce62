#include "core/benchmarks/process_memory.h"

#include <array>
#include <fstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace nie {

namespace {

/// A line such as "VmHWM:   123 kB" of /proc/self/status, in MB; negative when there is none.
double statusMegabytes(const std::string& key)
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(key + ":"))
            return std::stod(line.substr(key.size() + 1)) * 1024.0 * 1e-6;
    return -1.0;
}

/// What runs in the child; never returns.
[[noreturn]] void measureAndExit(const std::function<void()>& work, int output)
{
    std::array<double, 2> measured{statusMegabytes("VmRSS"), -1.0};
    try {
        std::ofstream("/proc/self/clear_refs") << 5;  // resets the record to what is resident now
        work();
        measured[1] = statusMegabytes("VmHWM");
    } catch (...) {
        measured[1] = -1.0;  // the parent meets the same error, and reports it
    }
    const bool written = ::write(output, measured.data(), sizeof measured) == sizeof measured;
    ::_exit(written ? 0 : 1);
}

}  // namespace

std::optional<ProcessMemory> measureProcessMemory(const std::function<void()>& work)
{
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0)
        return {};
    const pid_t child = ::fork();
    if (child == 0)
        measureAndExit(work, ends[1]);
    ::close(ends[1]);
    std::array<double, 2> measured{-1.0, -1.0};
    const bool complete =
        child > 0 && ::read(ends[0], measured.data(), sizeof measured) == sizeof measured;
    ::close(ends[0]);
    if (child > 0)
        ::waitpid(child, nullptr, 0);
    if (!complete || measured[1] <= 0.0)
        return {};
    return ProcessMemory{measured[0], measured[1]};
}

}  // namespace nie
