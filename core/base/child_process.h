#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace nie {

/// A program that runs beside this one, in a process group of its own, with nothing to read. It is
/// told to end (SIGTERM) when this process dies.
class ChildProcess {
public:
    /// `arguments[0]` is the path of the program. Its standard output and standard error are
    /// written to the two files, which are replaced. Throws RunError when it cannot be started.
    ChildProcess(const std::vector<std::string>& arguments, const std::filesystem::path& output,
                 const std::filesystem::path& errors);
    /// Kills the program if it still runs.
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    /// Its exit code once it has ended (128 + N: by signal N); looks, does not wait.
    std::optional<int> exitCode();
    /// Asks it to end (SIGTERM).
    void requestStop() const;

private:
    pid_t m_process = -1;
    std::optional<int> m_exitCode;
};

/// The path of the program that runs. Throws RunError where the system does not tell.
std::filesystem::path currentProgram();

}  // namespace nie
