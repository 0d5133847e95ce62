#include "core/results/run_presence.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <sstream>
#include <system_error>
#include <unistd.h>

namespace nie {

namespace fs = std::filesystem;

namespace {

struct Trainee {
    std::int64_t process = 0;
    std::string started;  ///< of the process: numbers are used again
};

/// When a process began, in the kernel's ticks; empty where that cannot be known.
std::string beginOf(std::int64_t process)
{
    std::ifstream file(fmt::format("/proc/{}/stat", process));
    std::string text(std::istreambuf_iterator<char>(file), {});
    // The name in parentheses may hold anything; what follows it is numbers, the 20th is the begin.
    const std::size_t end = text.rfind(')');
    if (end == std::string::npos)
        return {};
    std::istringstream fields(text.substr(end + 1));
    std::string field;
    for (int i = 0; i < 20; ++i)
        fields >> field;
    return field;
}

Trainee traineeOf(const RunFolder& folder)
{
    std::error_code ignored;
    if (!fs::is_regular_file(folder.running(), ignored))
        return {};
    const Json json = Json::parse(readFile(folder.running()), nullptr, false);
    if (!json.is_object() || !json.value("process", Json()).is_number_integer())
        return {-1, {}};
    const Json started = json.value("process_started", Json(""));
    return {json.at("process").get<std::int64_t>(),
            started.is_string() ? started.get<std::string>() : std::string()};
}

bool isAlive(const Trainee& trainee)
{
    return trainee.process > 0 && ::kill(static_cast<pid_t>(trainee.process), 0) == 0 &&
           beginOf(trainee.process) == trainee.started;
}

}  // namespace

void markRunning(const RunFolder& folder)
{
    const auto process = static_cast<std::int64_t>(::getpid());
    const Json json = {{"process", process}, {"process_started", beginOf(process)}};
    writeFileAtomically(folder.running(), json.dump(2) + "\n");
}

void markEnded(const RunFolder& folder)
{
    std::error_code ignored;
    fs::remove(folder.running(), ignored);
}

RunPresence presenceOf(const RunFolder& folder)
{
    const Trainee trainee = traineeOf(folder);
    if (trainee.process == 0)
        return RunPresence::Ended;
    return isAlive(trainee) ? RunPresence::Running : RunPresence::Interrupted;
}

void requireNotRunning(const RunFolder& folder)
{
    const Trainee trainee = traineeOf(folder);
    if (isAlive(trainee))
        throw InputError(folder.path.string(), "is being trained",
                         fmt::format("process {}", trainee.process), "a run that has ended");
}

std::vector<fs::path> interruptedRuns(const fs::path& root)
{
    std::vector<fs::path> found;
    std::error_code failure;
    for (fs::directory_iterator each(root, failure), end; !failure && each != end;
         each.increment(failure))
        if (presenceOf(RunFolder{each->path()}) == RunPresence::Interrupted)
            found.push_back(each->path());
    std::sort(found.begin(), found.end(), [](const fs::path& a, const fs::path& b) {
        std::error_code ignored;
        return fs::last_write_time(RunFolder{a}.running(), ignored) >
               fs::last_write_time(RunFolder{b}.running(), ignored);
    });
    return found;
}

}  // namespace nie
