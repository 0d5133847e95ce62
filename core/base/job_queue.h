#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

namespace nie {

/// A program to run once, known by what it leaves behind.
struct Job {
    std::string name;                    ///< unique
    std::vector<std::string> arguments;  ///< [0] is the program's path
    /// There when the job is done. Where `capture` is set it is the program's standard output,
    /// else the program makes it.
    std::filesystem::path product;
    bool capture = false;
    std::filesystem::path clear = {};     ///< removed before the job begins: an earlier try's rest
    /// Run in place of `arguments`, with nothing removed: goes on with an earlier try. Where that
    /// cannot be done it ends with code 2, and the job begins anew. Empty: there is none.
    std::vector<std::string> goOn = {};
    std::vector<std::string> after = {};  ///< names of jobs that must be done before
    bool alone = false;                   ///< nothing else runs beside it: its time is measured
    double weight = 1.0;                  ///< expected seconds
    std::string title = {};               ///< for people; empty: the name
};

struct JobProgress {
    std::size_t done = 0;  ///< jobs with their product there, or failed
    std::size_t total = 0;
    double secondsLeft = 0.0;  ///< estimate: from the weights and the time that past jobs took
    std::string name;          ///< the job that this report is about
    std::string title;         ///< its title
    enum class What { Started, Finished, Failed } what = What::Started;
    double seconds = 0.0;  ///< that it took
    std::string message;   ///< why it failed
};

/// Runs jobs side by side, each as soon as those before it are done. A job whose product is there
/// already does not run: after a kill the rest is done. A job that fails takes those after it with
/// it; the others go on.
class JobQueue {
public:
    /// `logs`: folder for each job's standard error, and output where that is not captured.
    JobQueue(std::vector<Job> jobs, std::filesystem::path logs);

    /// The messages of the jobs that failed, by name. `parallel` >= 1. Throws InputError for jobs
    /// that wait for each other or for one that there is not, Interrupted when stopped (running
    /// programs are told to end and waited for).
    std::map<std::string, std::string> run(std::size_t parallel,
                                           const std::function<void(const JobProgress&)>& report,
                                           const std::stop_token& stop);

private:
    void requireOrder() const;

    std::vector<Job> m_jobs;
    std::filesystem::path m_logs;
};

}  // namespace nie
