#include "core/base/job_queue.h"

#include "core/base/child_process.h"
#include "core/base/error.h"
#include "core/base/files.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <set>
#include <thread>

namespace nie {

namespace fs = std::filesystem;

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kLookEvery(50);
constexpr double kTrustInWeights = 0.1;  // so much of all the work counts as done in its weight
constexpr int kCannotGoOn = 2;  // exit code for input that cannot be used

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

struct RunningJob {
    const Job* job = nullptr;
    std::unique_ptr<ChildProcess> process;
    Clock::time_point start;
    bool goesOn = false;  ///< with an earlier try
};

/// The last line of a log that says something.
std::string lastLine(const fs::path& log)
{
    std::string text = fs::exists(log) ? readFile(log) : std::string();
    const auto end = text.find_last_not_of("\r\n ");
    if (end == std::string::npos)
        return {};
    text.resize(end + 1);
    return text.substr(text.find_last_of("\r\n") + 1);
}

/// One run of a queue.
class QueueRun {
public:
    QueueRun(const std::vector<Job>& jobs, fs::path logs, std::size_t parallel,
             const std::function<void(const JobProgress&)>& report)
        : m_logs(std::move(logs)),
          m_parallel(parallel),
          m_report(report),
          m_total(jobs.size())
    {
        for (const Job& job : jobs) {
            if (fs::exists(job.product)) {
                m_done.insert(job.name);
                continue;
            }
            m_waiting.push_back(&job);
            m_weightLeft += job.weight;
            m_weightTotal += job.weight;
        }
        fs::create_directories(m_logs);
    }

    ~QueueRun()
    {
        for (const RunningJob& running : m_running)
            running.process->requestStop();
        for (const RunningJob& running : m_running)
            while (!running.process->exitCode())
                std::this_thread::sleep_for(kLookEvery);
    }

    void run(const std::stop_token& stop)
    {
        while (!m_waiting.empty() || !m_running.empty()) {
            if (stop.stop_requested())
                throw Interrupted();
            startWhatCan();
            std::this_thread::sleep_for(kLookEvery);
            collect();
        }
    }

    std::map<std::string, std::string> takeFailures() { return std::move(m_failures); }

private:
    fs::path log(const Job& job) const { return m_logs / (job.name + ".log"); }
    fs::path output(const Job& job) const
    {
        return job.capture ? temporaryNameBeside(job.product) : m_logs / (job.name + ".out");
    }

    bool roomFor(const Job& job) const
    {
        if (m_running.empty())
            return true;
        const bool alone = std::any_of(m_running.begin(), m_running.end(),
                                       [](const RunningJob& r) { return r.job->alone; });
        return !alone && !job.alone && m_running.size() < m_parallel;
    }

    void startWhatCan()
    {
        for (std::size_t i = 0; i < m_waiting.size();) {
            const Job& job = *m_waiting[i];
            const auto failed =
                std::find_if(job.after.begin(), job.after.end(),
                             [this](const auto& n) { return m_failures.contains(n); });
            if (failed != job.after.end()) {
                m_waiting.erase(m_waiting.begin() + static_cast<std::ptrdiff_t>(i));
                m_weightLeft -= job.weight;
                fail(job, 0.0, *failed + " failed: " + m_failures.at(*failed));
                continue;
            }
            const bool ready = std::all_of(job.after.begin(), job.after.end(),
                                           [this](const auto& n) { return m_done.contains(n); });
            if (ready && roomFor(job)) {
                m_waiting.erase(m_waiting.begin() + static_cast<std::ptrdiff_t>(i));
                start(job, !job.goOn.empty());
                tell(job, JobProgress::What::Started, 0.0, {});
            } else {
                ++i;
            }
        }
    }

    void start(const Job& job, bool goesOn)
    {
        if (!goesOn && !job.clear.empty())
            fs::remove_all(job.clear);
        if (job.product.has_parent_path())
            fs::create_directories(job.product.parent_path());
        const std::vector<std::string>& arguments = goesOn ? job.goOn : job.arguments;
        m_running.push_back({&job,
                             std::make_unique<ChildProcess>(arguments, output(job), log(job)),
                             Clock::now(), goesOn});
    }

    void collect()
    {
        for (std::size_t i = 0; i < m_running.size();) {
            const auto code = m_running[i].process->exitCode();
            if (!code) {
                ++i;
                continue;
            }
            const RunningJob ended = std::move(m_running[i]);
            m_running.erase(m_running.begin() + static_cast<std::ptrdiff_t>(i));
            if (ended.goesOn && *code == kCannotGoOn)
                start(*ended.job, false);
            else
                settle(*ended.job, *code, secondsSince(ended.start));
        }
    }

    void settle(const Job& job, int code, double seconds)
    {
        m_weightLeft -= job.weight;
        m_weightDone += job.weight;
        m_secondsDone += seconds;
        if (code == 0 && job.capture)
            renameIntoPlace(output(job), job.product);
        else if (job.capture)
            fs::remove(output(job));
        if (code != 0 || !fs::exists(job.product)) {
            const std::string line = lastLine(log(job));
            fail(job, seconds,
                 line.empty() ? "ended with code " + std::to_string(code) + " and no result"
                              : line);
            return;
        }
        m_done.insert(job.name);
        tell(job, JobProgress::What::Finished, seconds, {});
    }

    void fail(const Job& job, double seconds, std::string message)
    {
        m_failures[job.name] = message;
        tell(job, JobProgress::What::Failed, seconds, std::move(message));
    }

    void tell(const Job& job, JobProgress::What what, double seconds, std::string message)
    {
        double running = 0.0;
        for (const RunningJob& other : m_running)
            running += std::min(secondsSince(other.start), other.job->weight);
        // A few small jobs that took many times their weight must not speak for all the others.
        const double trust = kTrustInWeights * m_weightTotal;
        const double pace = trust > 0.0 ? (m_secondsDone + trust) / (m_weightDone + trust) : 1.0;
        m_report({.done = m_done.size() + m_failures.size(),
                  .total = m_total,
                  .secondsLeft = std::max(0.0, m_weightLeft - running) * pace /
                                 static_cast<double>(m_parallel),
                  .name = job.name,
                  .title = job.title.empty() ? job.name : job.title,
                  .what = what,
                  .seconds = seconds,
                  .message = std::move(message)});
    }

    fs::path m_logs;
    std::size_t m_parallel;
    const std::function<void(const JobProgress&)>& m_report;
    std::size_t m_total;
    std::vector<const Job*> m_waiting;
    std::vector<RunningJob> m_running;
    std::set<std::string> m_done;
    std::map<std::string, std::string> m_failures;
    double m_weightLeft = 0.0;
    double m_weightTotal = 0.0;
    double m_weightDone = 0.0;
    double m_secondsDone = 0.0;
};

}  // namespace

JobQueue::JobQueue(std::vector<Job> jobs, fs::path logs)
    : m_jobs(std::move(jobs)),
      m_logs(std::move(logs))
{}

void JobQueue::requireOrder() const
{
    // Jobs are listed after those that they wait for: then none can wait in a circle.
    std::set<std::string> known;
    for (const Job& job : m_jobs) {
        for (const std::string& before : job.after)
            if (!known.contains(before))
                throw InputError(job.name, "waits for a job that does not come before it", before);
        if (!known.insert(job.name).second)
            throw InputError(job.name, "is the name of two jobs");
    }
}

std::map<std::string, std::string> JobQueue::run(
    std::size_t parallel, const std::function<void(const JobProgress&)>& report,
    const std::stop_token& stop)
{
    requireOrder();
    QueueRun run(m_jobs, m_logs, std::max<std::size_t>(1, parallel), report);
    run.run(stop);
    return run.takeFailures();
}

}  // namespace nie
