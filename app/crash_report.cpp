#include "app/crash_report.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <execinfo.h>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace nie {

namespace fs = std::filesystem;

namespace {

constexpr const char* kCrashFile = "crash-report.txt";
constexpr const char* kSeenCrashFile = "crash-report-last.txt";
constexpr int kMostFrames = 64;
constexpr std::array kCrashSignals{SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

using CrashText = std::array<char, 4096>;

/// The handler is given nothing but a number and may not allocate: what it writes lies ready here.
struct CrashMemory {
    CrashText path{};
    CrashText program{};
    CrashText exception{};
    std::array<CrashText, 2> doing{};  ///< by turns: the handler never reads half a text
    std::atomic<std::size_t> newest = 0;
    std::array<char, 1 << 16> stack{};  ///< for the handler when the program's own is used up
    std::terminate_handler terminateBefore = nullptr;
};
constinit CrashMemory s_crash;

void keepCrashText(const std::string& text, CrashText& place)
{
    const std::size_t length = std::min(text.size(), place.size() - 1);
    std::memcpy(place.data(), text.data(), length);
    place[length] = '\0';
}

const char* crashSignalName(int signal)
{
    switch (signal) {
    case SIGSEGV:
        return "SIGSEGV";
    case SIGBUS:
        return "SIGBUS";
    case SIGFPE:
        return "SIGFPE";
    case SIGILL:
        return "SIGILL";
    default:
        return "SIGABRT";
    }
}

/// From here to onCrash() only what a signal handler may call.
void writeCrashLine(int file, const char* title, const char* text)
{
    if (*text == '\0')
        return;
    for (const char* part : {title, text, "\n"}) {
        std::size_t left = std::strlen(part);
        while (left > 0) {
            const ssize_t written = ::write(file, part, left);
            if (written <= 0)
                return;
            part += written;
            left -= static_cast<std::size_t>(written);
        }
    }
}

void onCrash(int signal)
{
    const int file =
        ::open(s_crash.path.data(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file >= 0) {
        writeCrashLine(file, "", s_crash.program.data());
        writeCrashLine(file, "Ended by: ", crashSignalName(signal));
        writeCrashLine(file, "Exception: ", s_crash.exception.data());
        writeCrashLine(file, "Was doing: ", s_crash.doing[s_crash.newest.load()].data());
        writeCrashLine(file, "", "Calls, the newest first:");
        std::array<void*, kMostFrames> frames{};
        ::backtrace_symbols_fd(frames.data(), ::backtrace(frames.data(), kMostFrames), file);
        ::close(file);
    }
    ::raise(signal);  // what the system does with it has been put back when this was called
}

/// Not a signal yet: it may do what it likes.
void onTerminate()
{
    if (const std::exception_ptr thrown = std::current_exception()) {
        try {
            std::rethrow_exception(thrown);
        } catch (const std::exception& error) {
            keepCrashText(error.what(), s_crash.exception);
        } catch (...) {
            keepCrashText("not of the standard library", s_crash.exception);
        }
    }
    if (s_crash.terminateBefore)
        s_crash.terminateBefore();
    std::abort();
}

}  // namespace

void reportCrashesTo(const fs::path& folder, const std::string& program)
{
    if (folder.empty())
        return;
    std::error_code failure;
    fs::create_directories(folder, failure);
    keepCrashText((folder / kCrashFile).string(), s_crash.path);
    keepCrashText(program, s_crash.program);
    void* frame = nullptr;
    ::backtrace(&frame, 1);  // the first call loads a library, which the handler may not
    stack_t stack{};
    stack.ss_sp = s_crash.stack.data();
    stack.ss_size = s_crash.stack.size();
    ::sigaltstack(&stack, nullptr);
    struct sigaction action {};
    action.sa_handler = onCrash;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER | SA_ONSTACK);
    ::sigemptyset(&action.sa_mask);
    for (const int signal : kCrashSignals)
        ::sigaction(signal, &action, nullptr);
    const std::terminate_handler before = std::set_terminate(onTerminate);
    if (before != onTerminate)
        s_crash.terminateBefore = before;
}

void noteForCrashReport(const std::string& doing)
{
    const std::size_t next = 1 - s_crash.newest.load();
    keepCrashText(doing, s_crash.doing[next]);
    s_crash.newest.store(next);
}

std::optional<fs::path> takeCrashReport(const fs::path& folder)
{
    if (folder.empty())
        return {};
    std::error_code failure;
    const fs::path seen = folder / kSeenCrashFile;
    fs::rename(folder / kCrashFile, seen, failure);
    return failure ? std::nullopt : std::optional(seen);
}

}  // namespace nie
