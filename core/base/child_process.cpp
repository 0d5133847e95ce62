#include "core/base/child_process.h"

#include "core/base/error.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace nie {

namespace {

class FileDescriptor {
public:
    FileDescriptor(const char* path, int flags) : m_number(open(path, flags | O_CLOEXEC, 0644))
    {
        if (m_number < 0)
            throw RunError(path, std::string("cannot be opened: ") + std::strerror(errno));
    }
    ~FileDescriptor() { close(m_number); }
    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;
    int number() const { return m_number; }

private:
    int m_number;
};

/// What the new process does before it becomes the program. This process may have threads: only
/// calls that are safe after a fork.
[[noreturn]] void becomeProgram(char* const* arguments, int input, int output, int errors)
{
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none,
                nullptr);  // this process may take its signals on one thread only
    dup2(input, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(errors, STDERR_FILENO);
    execv(arguments[0], arguments);
    _exit(127);
}

}  // namespace

ChildProcess::ChildProcess(const std::vector<std::string>& arguments,
                           const std::filesystem::path& output, const std::filesystem::path& errors)
{
    constexpr int kReplace = O_WRONLY | O_CREAT | O_TRUNC;
    const FileDescriptor in("/dev/null", O_RDONLY);
    const FileDescriptor out(output.c_str(), kReplace);
    const FileDescriptor error(errors.c_str(), kReplace);
    std::vector<char*> pointers;
    for (const std::string& argument : arguments)
        pointers.push_back(const_cast<char*>(argument.c_str()));
    pointers.push_back(nullptr);
    m_process = fork();
    if (m_process < 0)
        throw RunError(arguments.front(),
                       std::string("cannot be started: ") + std::strerror(errno));
    if (m_process == 0)
        becomeProgram(pointers.data(), in.number(), out.number(), error.number());
}

ChildProcess::~ChildProcess()
{
    if (m_process > 0 && !exitCode()) {
        kill(m_process, SIGKILL);
        waitpid(m_process, nullptr, 0);
    }
}

std::optional<int> ChildProcess::exitCode()
{
    if (m_exitCode)
        return m_exitCode;
    int status = 0;
    if (waitpid(m_process, &status, WNOHANG) == m_process)
        m_exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return m_exitCode;
}

void ChildProcess::requestStop() const
{
    if (!m_exitCode)
        kill(m_process, SIGTERM);
}

std::filesystem::path currentProgram()
{
    std::error_code failure;
    const auto path = std::filesystem::read_symlink("/proc/self/exe", failure);
    if (failure)
        throw RunError("/proc/self/exe", "does not tell the program: " + failure.message());
    return path;
}

}  // namespace nie
