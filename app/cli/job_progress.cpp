#include "app/cli/job_progress.h"

#include "app/cli/progress_bar.h"
#include "core/base/version.h"
#include "core/experiments/experiment.h"

#include <fmt/format.h>

#include <cstdio>

namespace nie::cli {

namespace {

void showForPeople(const JobProgress& progress)
{
    if (progress.what == JobProgress::What::Started)
        return;
    fmt::print(stderr, "[{:>3}/{}] {} {} in {}{}, {} left\n", progress.done, progress.total,
               progress.title, progress.what == JobProgress::What::Failed ? "failed" : "done",
               durationText(progress.seconds),
               progress.message.empty() ? std::string() : ": " + progress.message,
               durationText(progress.secondsLeft));
}

void printForPrograms(const JobProgress& progress)
{
    const char* what = progress.what == JobProgress::What::Started    ? "started"
                       : progress.what == JobProgress::What::Finished ? "finished"
                                                                      : "failed";
    const Json line = {{"what", what},
                       {"name", progress.name},
                       {"title", progress.title},
                       {"done", progress.done},
                       {"total", progress.total},
                       {"seconds", progress.seconds},
                       {"seconds_left", progress.secondsLeft},
                       {"message", progress.message}};
    fmt::print("{}\n", line.dump());
    std::fflush(stdout);
}

}  // namespace

void reportJob(const JobProgress& progress, JobReport how)
{
    if (how == JobReport::Lines)
        printForPrograms(progress);
    else if (how == JobReport::People)
        showForPeople(progress);
}

std::vector<std::pair<std::string, std::string>> provenanceOf(const std::string& command,
                                                              std::size_t jobs)
{
    const Json machine = describeMachine();
    return {{"command", command},
            {"program", "nie " + versionNumber() + " (" + sourceCommit() + ")"},
            {"LibTorch", machine.at("libtorch").get<std::string>()},
            {"machine", fmt::format("{}, {} cores, {} programs side by side",
                                    machine.at("processor").get<std::string>(),
                                    machine.at("cores").get<unsigned>(), jobs)}};
}

}  // namespace nie::cli
